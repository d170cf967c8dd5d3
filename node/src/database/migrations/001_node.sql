-- Hashes and keys are 0x-prefixed hex in lower case; addresses too. Amounts inside json are decimal strings.

create table meta (
  name text primary key,
  value text not null
);

-- What the chain says, each with its block, so that a chain that went back can be followed.

create table blocks (
  height bigint primary key,
  hash text not null
);

create table quorums (
  quorum text not null,
  attestors text[] not null,
  k integer not null,
  block bigint not null,
  log_index integer not null,
  primary key (quorum, block, log_index)
);

create table agreements (
  digest text primary key,
  root text not null,
  business text not null,
  quorum text not null,
  terms text not null,
  block bigint not null,
  log_index integer not null
);
create index agreements_root on agreements (root);

-- Clauses that wait for a fact.
create table locks (
  digest text not null,
  root text not null,
  clause integer not null,
  topic text not null,
  subject text not null,
  block bigint not null,
  primary key (digest, clause)
);
create index locks_subject on locks (subject);

create table endings (
  root text not null,
  kind text not null,
  block bigint not null,
  primary key (root, kind)
);

-- What the chain has done because of facts, by the name that the decision about it carries.
create table effects (
  effect text primary key,
  transaction text not null,
  block bigint not null
);
create index effects_block on effects (block);

create table closes (
  root text not null,
  month integer not null,
  block bigint not null,
  primary key (root, month)
);

-- What a month's books on the chain hold: entries and sum as the contract counts them.
create table bookings (
  root text not null,
  month integer not null,
  entries integer not null,
  sum numeric not null,
  block bigint not null,
  log_index integer not null,
  primary key (block, log_index)
);
create index bookings_month on bookings (root, month);

-- What makes a settlement worth while (a receipt without a period, an unlocked clause), and settlements.
create table settlements (
  root text not null,
  kind text not null check (kind in ('due', 'done')),
  block bigint not null,
  log_index integer not null,
  primary key (block, log_index)
);
create index settlements_root on settlements (root, kind, block, log_index);

-- The node's own copy of the businesses' rows.

create table rows (
  business text not null,
  seq bigint not null,
  agreement text not null,
  kind text not null,
  identity text not null,
  round integer not null,
  body jsonb not null,
  -- waiting: not decided; accepted: counts; refused: the node dissents; unusable: holds the place of a row that is not the
  -- business's word, or not its first.
  state text not null,
  -- Receipts and refunds: the month and the signed amount that count, once accepted.
  month integer,
  amount numeric,
  primary key (business, seq)
);
create unique index rows_identity on rows (business, kind, identity, round) where state <> 'unusable';
create index rows_original on rows (business, (body -> 'data' ->> 'original')) where kind = 'refund';
create index rows_waiting on rows (agreement, seq) where state = 'waiting';
create index rows_month on rows (agreement, month, seq) where state = 'accepted' and month is not null;
create index rows_kind on rows (agreement, kind, seq) where kind in ('meter', 'close');
create index rows_unusable on rows (business, seq) where state = 'unusable';

-- What the node decided: a fact to sign, or a dissent with its reason.
create table decisions (
  id bigserial primary key,
  business text not null,
  seq bigint not null,
  agreement text not null,
  topic text not null,
  subject text not null,
  -- The fact's key: one value for each, ever. Null when the node dissents.
  key text unique,
  digest text unique,
  quorum text,
  fact jsonb,
  payload jsonb,
  -- What the chain does once the fact is used: an entry of `effects` with this name settles the decision.
  effect text,
  code text,
  message text,
  decided_at timestamptz not null default now(),
  -- When a dissent was replaced by a later decision.
  withdrawn_at timestamptz,
  confirmed_at timestamptz,
  settled_block bigint,
  check ((digest is null) = (key is null) and (digest is null) <> (code is null))
);
create index decisions_subject on decisions (subject);
create index decisions_agreement on decisions (agreement, id);
create index decisions_dissent on decisions (business, seq) where digest is null and withdrawn_at is null;
create index decisions_unsettled on decisions (id) where digest is not null and settled_block is null;
create index decisions_effect on decisions (effect) where settled_block is null;
create index decisions_settled on decisions (settled_block) where settled_block is not null;

-- Signatures, the node's own among them. The unique key keeps an attestor, this node first of all, to one value.
create table attestations (
  seq bigserial primary key,
  attestor text not null,
  key text not null,
  digest text not null,
  signature text not null,
  fact jsonb not null,
  received_at timestamptz not null default now(),
  unique (attestor, key)
);
create index attestations_digest on attestations (digest);
create index attestations_feed on attestations (attestor, seq);

-- Two values by one attestor for one key, as proof.
create table equivocations (
  attestor text not null,
  key text not null,
  digest text not null,
  signature text not null,
  fact jsonb not null,
  seen_at timestamptz not null default now(),
  primary key (attestor, digest)
);

create table peers (
  url text primary key,
  -- The last of the node's own attestations that the peer has taken.
  sent_seq bigint not null default 0,
  -- The last attestation read from the peer.
  pulled_seq bigint not null default 0,
  -- The last of the node's own attestations read back from the peer, which keeps a restored node to its word.
  own_seq bigint not null default 0
);
