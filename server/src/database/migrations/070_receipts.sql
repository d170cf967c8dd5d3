alter table checkouts add column language text not null default 'en' check (language in ('en', 'zh'));
create index on checkouts ((metadata ->> 'order'));

-- The receipt of a payment at a processor. Whoever has the token may read it.
create table receipts (
  business text not null references businesses,
  payment text not null,
  -- The subject of the fact about the payment.
  payment_key text not null unique,
  token text not null,
  -- Where it is mailed, if the payer named an address, and what the payer reads.
  address text,
  language text not null check (language in ('en', 'zh')),
  created_at timestamptz not null default now(),
  primary key (business, payment)
);

-- Letters to be mailed, each once: written with what they tell of, in one transaction.
create table letters (
  id bigint generated always as identity primary key,
  -- What it tells of; one letter for each.
  topic text not null unique,
  kind text not null check (kind in ('receipt', 'refund', 'statement')),
  address text not null,
  language text not null check (language in ('en', 'zh')),
  args jsonb not null,
  attempts integer not null default 0,
  -- When it is due; null once it is sent or given up.
  next_at timestamptz default now(),
  -- When the mail server began to take it: from then on it may have arrived.
  begun_at timestamptz,
  sent_at timestamptz,
  created_at timestamptz not null default now()
);
create index on letters (next_at) where next_at is not null;

-- A party's statement of a month, for whoever has the token of the letter.
create table statement_links (
  token text primary key,
  account text not null,
  agreement text not null,
  month integer not null,
  unique (account, agreement, month)
);

-- A refund can fail after the processor reported it as done: the chain has booked it, the payer is still owed.
alter table refund_orders drop constraint refund_orders_state_check;
alter table refund_orders add constraint refund_orders_state_check check (state in ('open', 'sent', 'refused', 'failed'));
-- The account that ordered it; null for the business's API key, or for who did it at the processor.
alter table refund_orders add column ordered_by text;
-- The failed refund that it pays again.
alter table refund_orders add column replaces text;
create unique index on refund_orders (business, replaces) where replaces is not null and state in ('open', 'sent');
create index on refund_orders (business, refund);
