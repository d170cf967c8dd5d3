-- What signed terms say of fees and tax, where no draft here has their prose: somebody showed it, and its hash is in the terms.
create table agreement_basis (
  digest text primary key,
  basis jsonb
);
