-- Blocks whose hash the node signed or is about to sign: one hash for each height, ever, also when the chain goes back.
create table checkpoints (
  quorum text not null,
  height bigint not null,
  hash text not null,
  key text not null unique,
  digest text not null,
  fact jsonb not null,
  primary key (quorum, height)
);
