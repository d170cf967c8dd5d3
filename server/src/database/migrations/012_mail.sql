-- The token of a confirmation link is made when its mail is sent, and only its hash is kept.
alter table mailboxes alter column token drop not null;
-- A mail that was refused for good is not tried again.
alter table alerts alter column mail_next_at drop not null;
alter table mailboxes alter column confirmation_next_at drop not null;
