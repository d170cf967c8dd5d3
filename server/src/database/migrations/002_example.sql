-- The example of the development chain: at most one row. Its terms hold deadlines, so they are made once and kept.
create table example (
  business text not null references businesses,
  root text not null,
  terms text not null,
  batch uuid,
  status text not null check (status in ('running', 'done')),
  single boolean primary key default true check (single)
);
