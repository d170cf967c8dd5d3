-- The chain this database belongs to: at most one row.
create table chain (
  genesis_hash text not null,
  single boolean primary key default true check (single)
);

create table businesses (
  id text primary key,
  name text not null unique,
  project text not null,
  participants jsonb not null,
  public_key text not null,
  -- The next row's number; its row lock is what keeps the numbers free of gaps.
  next_seq bigint not null default 1,
  created_at timestamptz not null default now()
);

create table api_keys (
  id uuid primary key default gen_random_uuid(),
  business text not null references businesses,
  label text not null,
  -- SHA-256 of the key; the key itself is shown once and not kept.
  hash bytea not null unique,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);
create index on api_keys (business);

create table agreements (
  root text primary key,
  business text not null references businesses,
  digest text not null,
  terms text not null,
  quorum text not null,
  attached_at timestamptz not null default now()
);
create index on agreements (business);

create table batches (
  id uuid primary key default gen_random_uuid(),
  business text not null references businesses,
  idempotency_key text not null,
  request_hash bytea not null,
  agreement text not null references agreements,
  total integer not null,
  accepted integer not null default 0,
  duplicates integer not null default 0,
  refused jsonb not null default '[]',
  status text not null check (status in ('running', 'done')),
  -- Lines still to be read by a background import, and how many of them are behind it.
  payload jsonb,
  position integer not null default 0,
  created_at timestamptz not null default now(),
  unique (business, idempotency_key)
);
create index on batches (created_at) where status = 'running';

create table rows (
  business text not null references businesses,
  seq bigint not null,
  agreement text not null references agreements,
  kind text not null check (kind in ('meter', 'milestone', 'close', 'payment', 'refund')),
  id text not null,
  round integer not null,
  date text not null,
  recorded_at text not null,
  booked_at bigint not null,
  -- Civil month of booked_at, counted from January 1970.
  month integer not null,
  data jsonb not null,
  -- Signed amount in the currency's minor unit, payments and refunds only.
  amount numeric,
  signature text not null,
  -- SHA-256 of what the business sent but for recordedAt, to tell a repetition from a conflict.
  content bytea not null,
  batch uuid not null references batches,
  primary key (business, seq),
  unique (agreement, kind, id, round)
);
-- A processor's payment exists once, whichever agreement it is delivered for.
create unique index on rows (business, kind, id) where kind in ('payment', 'refund');
create index on rows (agreement, month) where kind in ('payment', 'refund');
create index on rows (business, (data ->> 'original')) where kind = 'refund';
create index on rows (agreement, kind, month) where kind in ('meter', 'close');
create index on rows (business, kind, seq);

-- An accepted row is evidence: nothing may change or remove it.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows are never changed or removed';
end $$;
create trigger rows_stay before update or delete or truncate on rows for each statement execute function refuse_change();
