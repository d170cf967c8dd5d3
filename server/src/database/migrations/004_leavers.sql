-- Signatures of parties that an amendment leaves out: the chain takes them only together with the amendment.
create table leaver_signatures (
  digest text not null,
  account text not null,
  signature text not null,
  signed_at timestamptz not null default now(),
  primary key (digest, account)
);
