-- migrate:up
SET ROLE orx_owner;

-- What deltas of OTLP have added up to, per series: shared by all processes, for the deltas of a series may come to any of them.
CREATE TABLE metrics.delta_sums (
  tenant_id  uuid        NOT NULL,
  -- Digest of the label set.
  series     text        NOT NULL CONSTRAINT delta_sums_series_is_a_digest CHECK (length(series) = 43),
  sum        bytea       NOT NULL,
  touched_at timestamptz NOT NULL,
  CONSTRAINT delta_sums_pkey PRIMARY KEY (tenant_id, series)
);
CREATE INDEX delta_sums_by_touch ON metrics.delta_sums (tenant_id, touched_at);
SELECT app.protect_tenant_table('metrics.delta_sums');
GRANT SELECT, INSERT, UPDATE, DELETE ON metrics.delta_sums TO orx_app;

RESET ROLE;

-- migrate:down
SET ROLE orx_owner;
DROP TABLE metrics.delta_sums;
RESET ROLE;
