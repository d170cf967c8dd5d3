-- Files of transfers for a bank, kept before anybody gets them: the same batch is the same bytes.
create table bank_batches (
  -- The message's id, by which the bank refuses it a second time.
  id text primary key,
  business text not null references businesses,
  account text not null,
  currency text not null,
  idempotency_key text not null,
  request_hash bytea not null,
  transfers integer not null,
  -- In the currency's minor unit.
  total numeric not null,
  -- AES-256-GCM of the file, which holds particulars.
  file bytea not null,
  created_at timestamptz not null default now(),
  unique (business, idempotency_key)
);

-- An instruction is in one batch, ever.
create table bank_transfers (
  end_to_end text primary key,
  instruction text not null unique references payout_orders,
  batch text not null references bank_batches
);

-- What somebody is to pay by a transfer that carries the reference.
create table bank_orders (
  reference text primary key,
  business text not null references businesses,
  agreement text not null references agreements,
  account text not null,
  idempotency_key text not null unique,
  request_hash bytea not null,
  -- In the currency's minor unit.
  amount numeric not null,
  currency text not null,
  payer text not null,
  purpose text not null,
  -- The row of the transfer that used it.
  payment text,
  created_at timestamptz not null default now()
);

create table bank_statements (
  account text not null,
  -- SHA-256 of what it states.
  digest bytea not null,
  id text not null,
  currency text not null,
  -- The days it states everything of; null where it is a part.
  first_day text,
  last_day text,
  -- In the currency's minor unit; null where it is a part.
  opening numeric,
  closing numeric,
  closed_on text not null,
  entries integer not null,
  imported_at timestamptz not null default now(),
  primary key (account, digest)
);
create index on bank_statements (account, closed_on);

-- What moved, each once, in however many statements.
create table bank_entries (
  account text not null,
  side text not null check (side in ('credit', 'debit')),
  -- The bank's.
  reference text not null,
  status text not null check (status in ('booked', 'pending', 'information')),
  amount numeric not null,
  currency text not null,
  date text not null,
  end_to_end text,
  -- AES-256-GCM of all that the bank says of it.
  body bytea not null,
  -- What it was found to be; `left` with the reason why it could not be told.
  state text not null default 'open' check (state in ('open', 'placed', 'left')),
  kind text,
  row_id text,
  refusal jsonb,
  next_at timestamptz not null default now(),
  primary key (account, side, reference)
);
create index on bank_entries (end_to_end);
create index on bank_entries (next_at) where state <> 'placed';
