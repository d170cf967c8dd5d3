-- What accounts read attachments with: a key per browser, signed by its account.
create table device_keys (
  public_key text primary key,
  account text not null,
  device text not null,
  -- By the device's clock, as it was signed.
  created_at bigint not null,
  signature text not null
);
create index on device_keys (account);

-- Ciphertexts; names and digests of the contents are in the draft's terms.
create table attachments (
  draft text not null references drafts,
  id text not null,
  account text not null,
  at bigint not null,
  sha256 text not null,
  bytes integer not null,
  content bytea not null,
  primary key (draft, id)
);
-- Ciphertext cannot be compressed.
alter table attachments alter column content set storage external;

-- The key of an attachment, for one device each.
create table attachment_wraps (
  draft text not null,
  attachment text not null,
  reader text not null references device_keys on delete cascade,
  wrap text not null,
  -- Who made it.
  account text not null,
  at bigint not null,
  primary key (draft, attachment, reader),
  foreign key (draft, attachment) references attachments on delete cascade
);
create index on attachment_wraps (reader);
