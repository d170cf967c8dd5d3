-- Signatures under acts on agreements, given at different times until there are enough.
create table act_signatures (
  -- What was signed: the hash of the typed data.
  hash text not null,
  kind text not null check (kind in ('terminate', 'freeze', 'resume')),
  root text not null,
  digest text not null,
  fact jsonb,
  account text not null,
  signature text not null,
  signed_at timestamptz not null default now(),
  primary key (hash, account)
);
create index on act_signatures (root);
