-- A nonce is signed once, soon after it was given out.
create table sign_in_nonces (
  nonce text primary key,
  expires_at timestamptz not null
);
create index on sign_in_nonces (expires_at);

create table sessions (
  -- SHA-256 of the token in the cookie.
  token bytea primary key,
  account text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index on sessions (expires_at);
