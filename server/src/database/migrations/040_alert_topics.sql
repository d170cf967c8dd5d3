-- Alerts of one topic, for example the edits of a draft, go out in one mail, and the next only after a while.
alter table alerts add column mail_topic text;
create index on alerts (account, mail_topic) where mail_topic is not null;

-- A mail is due while there is a time for it: `mailed_at` says when the last one went out, also where a next one waits.
update alerts set mail_next_at = null where mailed_at is not null;
drop index alerts_mail_next_at_idx;
create index on alerts (mail_next_at) where mail_next_at is not null;
