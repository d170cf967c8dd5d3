create table drafts (
  id text primary key,
  drafter text not null,
  state text not null default 'negotiating' check (state in ('negotiating', 'proposed', 'withdrawn')),
  -- The terms as they are now, and their parties with the ids of their seats, in order.
  terms jsonb not null,
  parties jsonb not null,
  snapshot text not null,
  -- The journal: hash of the entry that last changed the terms, of the last one, its number and time.
  head text not null,
  last_hash text not null,
  last_sequence integer not null,
  last_at bigint not null,
  created_at bigint not null,
  changed_at bigint not null,
  -- What was proposed: {digest, terms, at}; why it was withdrawn: {account, reason, at}.
  proposal jsonb,
  withdrawn jsonb
);

-- The shared document as updates to be merged.
create table draft_updates (
  draft text not null references drafts,
  id bigint generated always as identity,
  content bytea not null,
  primary key (draft, id)
);

-- Which account a client of the shared document belongs to, by its first change.
create table draft_clients (
  draft text not null references drafts,
  client bigint not null,
  account text not null,
  primary key (draft, client)
);

create table draft_seats (
  draft text not null references drafts,
  -- The party's id in the document.
  id text not null,
  party text not null,
  account text,
  joined_at bigint,
  -- Who sat here before.
  former text,
  primary key (draft, id),
  unique (draft, account)
);
create index on draft_seats (account);

create table draft_invitations (
  -- SHA-256 of the token in the link.
  token bytea primary key,
  draft text not null references drafts,
  seat text not null,
  -- The only account that may accept; null for anyone with the link.
  account text,
  invited_by text not null,
  created_at bigint not null,
  expires_at bigint not null,
  closed boolean not null default false
);
create index on draft_invitations (draft, seat) where not closed;

create table draft_confirmations (
  draft text not null references drafts,
  account text not null,
  snapshot text not null,
  journal text not null,
  signature text not null,
  at bigint not null,
  primary key (draft, account)
);

create table draft_objections (
  draft text not null references drafts,
  id bigint generated always as identity,
  account text not null,
  party text not null,
  text text not null,
  snapshot text not null,
  at bigint not null,
  open boolean not null default true,
  primary key (draft, id)
);

create table draft_journal (
  draft text not null references drafts,
  sequence integer not null,
  hash text not null,
  entry jsonb not null,
  primary key (draft, sequence)
);

-- The journal only grows.
create function refuse_journal_change() returns trigger language plpgsql as $$
begin
  raise exception 'entries of a journal are never changed or removed';
end $$;
create trigger journal_stays before update or delete or truncate on draft_journal
  for each statement execute function refuse_journal_change();
