alter table rows drop constraint rows_kind_check;
alter table rows add constraint rows_kind_check
  check (kind in ('meter', 'milestone', 'close', 'payment', 'refund', 'dispute', 'payout'));
-- A processor's dispute and payout exist once per state, whichever agreement they are written for.
create unique index on rows (business, kind, id, round) where kind in ('dispute', 'payout');
create index on rows (agreement, month) where kind = 'dispute';
create index on rows (business, (data ->> 'original')) where kind = 'dispute';

-- A business's account at a processor. An account has one business.
create table connections (
  rail text not null check (rail in ('stripe', 'bank')),
  account text not null,
  business text not null references businesses,
  -- What the account withholds of payments, as terms name it: {rateBps, duration}.
  reserve jsonb,
  limits jsonb not null,
  -- Up to when the processor's events have been listed, Unix seconds.
  polled_until bigint not null default extract(epoch from now())::bigint,
  created_at timestamptz not null default now(),
  primary key (rail, account)
);
create index on connections (business);

-- What a payer is to confirm on the processor's page.
create table checkouts (
  id uuid primary key,
  business text not null references businesses,
  agreement text not null references agreements,
  account text not null,
  -- The request it was made by: sent again, it is answered again.
  idempotency_key text not null unique,
  request_hash bytea not null,
  -- In the currency's minor unit.
  amount numeric not null,
  currency text not null,
  payer text not null,
  purpose text not null,
  metadata jsonb not null,
  expires_at bigint not null,
  return_url text not null,
  session text unique,
  url text,
  created_at timestamptz not null default now()
);

-- Every event a processor told of, by its id: kept before it is answered, used once.
create table processor_events (
  account text not null,
  id text not null,
  type text not null,
  created bigint not null,
  source text not null check (source in ('webhook', 'poll')),
  body jsonb not null,
  received_at timestamptz not null default now(),
  processed_at timestamptz,
  -- Why nothing came of it.
  refusal jsonb,
  attempts integer not null default 0,
  next_at timestamptz not null default now(),
  primary key (account, id)
);
create index on processor_events (next_at) where processed_at is null;

create table refund_orders (
  id uuid primary key,
  business text not null references businesses,
  idempotency_key text not null,
  request_hash bytea not null,
  account text not null,
  payment text not null,
  -- In the currency's minor unit.
  amount numeric not null,
  currency text not null,
  date text not null,
  state text not null default 'open' check (state in ('open', 'sent', 'refused')),
  attempted_at timestamptz,
  refund text,
  refusal jsonb,
  created_at timestamptz not null default now(),
  unique (business, idempotency_key)
);
create index on refund_orders (created_at) where state = 'open';

-- Receiving accounts outside the chain. Only their owner and the nodes learn the particulars.
create table payout_accounts (
  key text primary key,
  owner text not null,
  business text not null references businesses,
  agreement text not null references agreements,
  account text not null,
  hash text not null unique,
  -- The struct that hashes to the key.
  struct jsonb not null,
  -- AES-256-GCM of the particulars: nonce, tag, text.
  particulars bytea not null,
  idempotency_key text not null,
  request_hash bytea not null,
  created_at timestamptz not null default now(),
  unique (owner, idempotency_key)
);

-- Instructions of the chain and the payouts made of them: one each.
create table payout_orders (
  instruction text primary key,
  payout_account text not null references payout_accounts,
  sequence bigint not null,
  amount numeric not null,
  issued_at bigint not null,
  state text not null default 'open' check (state in ('open', 'sent')),
  -- How often the processor refused it for good: the next attempt has a key of its own.
  refused integer not null default 0,
  refusal jsonb,
  attempted_at timestamptz,
  next_at timestamptz not null default now(),
  payout text unique,
  created_at timestamptz not null default now()
);
create index on payout_orders (next_at) where state = 'open';
