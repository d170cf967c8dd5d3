-- What the processor knows. Times are milliseconds since 1970 from the sandbox's own clock, so that a test can set it.

-- One row: what ids are derived from, and how the outside world behaves at the moment.
create table world (
  one boolean primary key default true check (one),
  seed text not null,
  settings json not null
);

create sequence ids;
create sequence requests;

-- Everything that has an id and a body as the API shows it. `json`, not `jsonb`, keeps the order of the fields.
-- `hidden` is what the API does not show: the whole card number, the signing secret.
create table objects (
  seq bigint generated always as identity,
  id text primary key,
  platform text not null,
  account text not null,
  kind text not null,
  created bigint not null,
  body json not null,
  hidden json not null
);
create unique index objects_listed on objects (account, kind, seq);
create index objects_of_kind on objects (kind, seq);
create index objects_of_intent on objects ((body ->> 'payment_intent')) where kind in ('charge', 'refund', 'dispute');
create index objects_of_charge on objects ((body ->> 'charge')) where kind in ('refund', 'dispute');

-- The balance transactions: written once, never changed. A balance is their sum.
create table movements (
  seq bigint generated always as identity,
  id text primary key,
  account text not null,
  currency text not null,
  amount bigint not null,
  fee bigint not null check (fee >= 0),
  net bigint generated always as (amount - fee) stored,
  type text not null,
  category text not null,
  source text not null,
  description text,
  created bigint not null,
  available bigint not null
);
create unique index movements_listed on movements (account, seq);
create index movements_of_source on movements (source);

-- First answers, by key.
create table answers (
  account text not null,
  key text not null,
  fingerprint text not null,
  endpoint text not null,
  request text not null,
  status integer not null,
  body text not null,
  at bigint not null,
  primary key (account, key)
);

-- What is still to happen by itself.
create table tasks (
  seq bigint generated always as identity primary key,
  platform text not null,
  account text not null,
  due bigint not null,
  kind text not null,
  subject text not null,
  data json not null
);
create index tasks_due on tasks (due, seq);
create index tasks_subject on tasks (subject);

-- What a person decided about the next payment, refund or payout; the oldest is used first.
create table plans (
  seq bigint generated always as identity primary key,
  kind text not null,
  data json not null
);

-- One row for each event and endpoint that wants it; `delivered` is null until the endpoint answered 2xx.
create table deliveries (
  seq bigint generated always as identity primary key,
  event text not null,
  endpoint text not null,
  due bigint not null,
  attempts integer not null default 0,
  delivered bigint,
  status integer,
  error text,
  unique (event, endpoint)
);
create index deliveries_open on deliveries (due, seq) where delivered is null;

-- What happened, for people.
create table history (
  seq bigint generated always as identity primary key,
  at bigint not null,
  kind text not null,
  account text,
  subject text,
  title text not null,
  details json not null
);
