-- What an alert that grows is the sum of. A part counts once, however often it is read.
create table alert_parts (
  key text not null,
  part text not null,
  amount numeric not null,
  primary key (key, part)
);

-- What an agreement waits for until a moment, and who should be reminded of it.
create table alert_deadlines (
  subject text not null,
  kind text not null,
  item text not null,
  -- Unix seconds: before `since` there is nothing to remind of.
  since bigint not null,
  at bigint not null,
  accounts jsonb not null,
  args jsonb not null,
  primary key (subject, kind, item, at)
);
create index on alert_deadlines (at);
