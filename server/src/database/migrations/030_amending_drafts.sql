-- Which terms a draft changes: {root, digest, version, terms, base}; null for a draft of a new agreement.
alter table drafts add column amends jsonb;
-- The draft whose text this one began with.
alter table drafts add column restarts text references drafts;
create index on drafts ((proposal ->> 'digest')) where proposal is not null;
