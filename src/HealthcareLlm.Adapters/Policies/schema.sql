-- The store of medical policies. One file; the search index is made from it, of approved content alone.
CREATE TABLE store (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO store VALUES ('format', '1');

CREATE TABLE payer (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE);

CREATE TABLE policy (
  id INTEGER PRIMARY KEY,
  policy_id TEXT NOT NULL, version TEXT NOT NULL, payer INTEGER NOT NULL REFERENCES payer,
  effective_from TEXT NOT NULL, effective_to TEXT,
  lines TEXT NOT NULL, states TEXT NOT NULL,
  sheet_name TEXT NOT NULL, sheet BLOB NOT NULL,
  source_name TEXT NOT NULL, source_id TEXT NOT NULL, source BLOB NOT NULL, reading TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('draft', 'approved', 'superseded', 'retired')),
  superseded_from TEXT, retired_by TEXT, retired_on TEXT, retired_reason TEXT,
  CHECK ((status = 'superseded') <= (superseded_from IS NOT NULL)),
  CHECK ((status = 'retired') = (retired_on IS NOT NULL)),
  UNIQUE (policy_id, version));

CREATE TABLE approval (
  policy INTEGER NOT NULL REFERENCES policy ON DELETE CASCADE,
  approved_by TEXT NOT NULL, approved_on TEXT NOT NULL, content_hash TEXT NOT NULL);
CREATE INDEX approval_policy ON approval (policy);

CREATE TABLE passage (
  id INTEGER PRIMARY KEY,
  policy INTEGER NOT NULL REFERENCES policy ON DELETE CASCADE,
  number INTEGER NOT NULL, page INTEGER NOT NULL, first INTEGER NOT NULL, past INTEGER NOT NULL,
  text TEXT NOT NULL, section TEXT NOT NULL, clause TEXT NOT NULL, boxes TEXT NOT NULL);
CREATE INDEX passage_policy ON passage (policy);

CREATE TABLE event (id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, policy_id TEXT NOT NULL, version TEXT NOT NULL, remark TEXT NOT NULL);

-- What was once there never changes: only the standing of a version does, and only along its way. A draft may be taken out whole.
CREATE TRIGGER policy_is_fixed BEFORE UPDATE OF policy_id, version, payer, effective_from, effective_to, lines, states, sheet_name, sheet, source_name, source_id, source, reading, content_hash ON policy
BEGIN SELECT RAISE(ABORT, 'the content of a policy never changes'); END;
CREATE TRIGGER policy_way BEFORE UPDATE OF status ON policy
WHEN NOT ((OLD.status = 'draft' AND NEW.status IN ('draft', 'approved', 'retired'))
       OR (OLD.status = 'approved' AND NEW.status IN ('approved', 'superseded', 'retired'))
       OR (OLD.status = 'superseded' AND NEW.status IN ('superseded', 'retired'))
       OR (OLD.status = 'retired' AND NEW.status = 'retired'))
BEGIN SELECT RAISE(ABORT, 'there is no such way between the states of a policy'); END;
CREATE TRIGGER policy_later_is_earlier BEFORE UPDATE OF superseded_from ON policy
WHEN OLD.superseded_from IS NOT NULL AND (NEW.superseded_from IS NULL OR NEW.superseded_from > OLD.superseded_from)
BEGIN SELECT RAISE(ABORT, 'what superseded a policy is not taken back'); END;
CREATE TRIGGER policy_stays BEFORE DELETE ON policy WHEN OLD.status <> 'draft' BEGIN SELECT RAISE(ABORT, 'only a draft can be taken out'); END;
CREATE TRIGGER passage_is_fixed BEFORE UPDATE ON passage BEGIN SELECT RAISE(ABORT, 'a passage never changes'); END;
CREATE TRIGGER passage_stays BEFORE DELETE ON passage WHEN (SELECT status FROM policy WHERE id = OLD.policy) <> 'draft' BEGIN SELECT RAISE(ABORT, 'only the passages of a draft can be taken out'); END;
CREATE TRIGGER approval_is_fixed BEFORE UPDATE ON approval BEGIN SELECT RAISE(ABORT, 'an approval never changes'); END;
CREATE TRIGGER approval_stays BEFORE DELETE ON approval WHEN (SELECT status FROM policy WHERE id = OLD.policy) <> 'draft' BEGIN SELECT RAISE(ABORT, 'an approval is not taken out'); END;
CREATE TRIGGER event_is_fixed BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'what happened never changes'); END;
CREATE TRIGGER event_stays BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'what happened is not taken out'); END;
