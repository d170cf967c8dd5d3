-- What an account should hear of. A fact is told an account once: its key says which fact it is.
create table alerts (
  id bigint generated always as identity primary key,
  account text not null,
  kind text not null,
  -- What it is about: an agreement's root, or a draft's id.
  subject text not null,
  args jsonb not null,
  key text not null,
  raised_at timestamptz not null default now(),
  read_at timestamptz,
  -- When a mail was handed over. One that may have been, before the server died, is never sent again.
  mailed_at timestamptz,
  mail_attempts integer not null default 0,
  mail_next_at timestamptz not null default now(),
  unique (account, key)
);
create index on alerts (account, id);
create index on alerts (account) where read_at is null;
create index on alerts (mail_next_at) where mailed_at is null;

-- How far the watch of the chain has come: at most one row.
create table alerts_cursor (
  block integer not null,
  single boolean primary key default true check (single)
);

-- Where an account wants its mail: nothing but the confirmation goes there before its link was opened.
create table mailboxes (
  account text primary key,
  address text not null,
  language text not null check (language in ('en', 'zh')),
  -- SHA-256 of the link's token.
  token bytea not null unique,
  asked_at timestamptz not null default now(),
  confirmed_at timestamptz,
  -- Alerts up to this one were raised before the address was confirmed.
  after_alert bigint,
  confirmation_sent_at timestamptz,
  confirmation_attempts integer not null default 0,
  confirmation_next_at timestamptz not null default now()
);
