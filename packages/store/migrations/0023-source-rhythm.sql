-- On which days a source last brought something, the latest seven: so that one that is late shows
-- wherever people are listed whom it certified (D16). What it brought say files and observations.

CREATE TABLE source_rhythm (
  source text COLLATE "C" PRIMARY KEY,
  -- The latest first.
  delivered_on date[] NOT NULL
);
INSERT INTO source_rhythm
SELECT source, (array_agg(arrived_on ORDER BY arrived_on DESC))[:7]
FROM (SELECT DISTINCT source, arrived_on FROM observation WHERE source_file_id IS NOT NULL) AS came
GROUP BY source;

GRANT SELECT ON source_rhythm TO lingdai_app, lingdai_worker;
GRANT INSERT, UPDATE ON source_rhythm TO lingdai_worker;
