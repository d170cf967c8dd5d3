-- What each node was called when it last answered: one that is down is still shown by its name.
create table nodes (
  url text primary key,
  name text not null,
  address text not null
);
