-- Rows that name an account at a processor wait until the node has the processor's own record of them.
alter table rows
  -- "stripe acct_...", null for a row that is the business's word alone.
  add column processor text generated always as (case when kind in ('payment', 'refund', 'dispute', 'payout') then
    (body -> 'data' -> 'processor' ->> 'rail') || ' ' || (body -> 'data' -> 'processor' ->> 'account') end) stored,
  -- What the processor says, kept as it was when the row was decided.
  add column record jsonb,
  -- What an undecided row waits for.
  add column waits_for text,
  add column waits_since timestamptz,
  add column asked_at timestamptz;

create index rows_processor on rows (processor, seq) where state = 'waiting' and record is null;
create index rows_order on rows ((record -> 'metadata' ->> 'order')) where kind = 'payment' and record is not null;
drop index rows_original;
create index rows_original on rows (business, (body -> 'data' ->> 'original')) where kind in ('refund', 'dispute');

-- What the chain must have done before a fact can be used, by its name among the effects.
alter table decisions add column requires text;
update decisions set requires = 'payment:' || quorum || ':' || (payload -> 'refund' ->> 'paymentKey')
where topic = 'refund' and digest is not null;

-- The time of the block, Unix seconds.
alter table blocks add column time bigint;

-- Processor accounts with a reserve, by the name that holds it.
create table reserves (
  processor text primary key,
  account text not null,
  rate integer not null,
  duration bigint not null,
  block bigint not null
);

-- Payments of which something is withheld.
create table withheld (
  effect text primary key,
  receipt jsonb not null,
  processor text not null,
  -- The time of the block that issued the units, Unix seconds.
  issued_at bigint not null,
  block bigint not null
);

-- Orders to pay, as the chain gave them.
create table instructions (
  instruction text primary key,
  payout_key text not null,
  account jsonb not null,
  asset numeric not null,
  amount numeric not null,
  sequence bigint not null,
  block bigint not null
);

-- What anyone may do for an agreement, and its being done: `observe` books money that reached it without a payment, `collect` destroys
-- what it gave back. The subject is the root, or the key of the receivable.
create table chores (
  chore text not null check (chore in ('observe', 'collect')),
  subject text not null,
  root text not null,
  kind text not null check (kind in ('due', 'done')),
  block bigint not null,
  log_index integer not null,
  primary key (block, log_index, chore)
);
create index chores_subject on chores (chore, subject, kind, block, log_index);
