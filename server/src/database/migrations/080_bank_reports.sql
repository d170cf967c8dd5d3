-- What a bank says of a file of transfers is kept with the entries it states, though it moves nothing.
alter table bank_entries drop constraint bank_entries_status_check;
alter table bank_entries add constraint bank_entries_status_check
  check (status in ('booked', 'pending', 'information', 'accepted', 'rejected'));

-- Why the bank made none of the file's transfers: {reason, words}. Those it did not name are then no longer the batch's.
alter table bank_batches add column rejection jsonb;

create table bank_reports (
  account text not null,
  -- SHA-256 of what it says.
  digest bytea not null,
  id text not null,
  batch text not null references bank_batches,
  date text not null,
  -- How many transfers it names.
  transfers integer not null,
  -- Why it rejects the file as a whole: {reason, words}.
  rejection jsonb,
  imported_at timestamptz not null default now(),
  primary key (account, digest)
);
