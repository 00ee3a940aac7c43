BEGIN TRANSACTION;
CREATE TABLE mosaic_claims (
	trace INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	PRIMARY KEY (trace, kind, subject)
)
 WITHOUT ROWID

;
INSERT INTO "mosaic_claims" VALUES(1,'started','key#0',1);
CREATE TABLE mosaic_events (
	trace INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	body TEXT NOT NULL, 
	previous TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (trace, seq)
);
INSERT INTO "mosaic_events" VALUES(1,0,'808e0bab521b40a48fc7aa2447db5142','decided','{"agent":"","id":"808e0bab521b40a48fc7aa2447db5142","kind":"decided","namespace":"","payload":{"args":{"note":"password=\u2039secret:password:2dbc6054\u203a","to":"DE89370400440532013000"},"phase":"call","tool":"pay"},"subject":"key","thread":"thread-1","time":1700000000.0}','c8485f1cbd7ab7fdfbb2214dc930d74251f1eeb9ca44479fc99eb06d0163fd33','1feb310d929a4fad54ac34185910d9e19177c4e411f3848ff0aa72ed53386c68');
INSERT INTO "mosaic_events" VALUES(1,1,'f40293f260614bed8bee7381a8b6bc5f','started','{"agent":"","claim":true,"id":"f40293f260614bed8bee7381a8b6bc5f","kind":"started","namespace":"","payload":{"call_key":"key"},"subject":"key#0","thread":"thread-1","time":1700000001.0}','1feb310d929a4fad54ac34185910d9e19177c4e411f3848ff0aa72ed53386c68','f9183b0dcdd0927aa9b5a1aaf016a148c6c39847278fba3ded33de01bdda7a1e');
INSERT INTO "mosaic_events" VALUES(1,2,'f62a38afc315498d9726f869cd9c3cad','finished','{"agent":"","id":"f62a38afc315498d9726f869cd9c3cad","kind":"finished","namespace":"","payload":{"outcome":"ok"},"subject":"key","thread":"thread-1","time":1700000002.0}','f9183b0dcdd0927aa9b5a1aaf016a148c6c39847278fba3ded33de01bdda7a1e','ebbbca571bd3420d44371aaa0bb1a03359b4e824107e7819cceb138bccbb9c05');
CREATE TABLE mosaic_items (
	trace INTEGER NOT NULL, 
	ordinal INTEGER NOT NULL, 
	branch INTEGER NOT NULL, 
	base INTEGER NOT NULL, 
	idx INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	PRIMARY KEY (trace, ordinal)
)
 WITHOUT ROWID

;
INSERT INTO "mosaic_items" VALUES(1,0,0,0,0,'026ff20d25b1b2daa454de8e7432860e57bb1a203177df64cd5dcf8fa700e68f');
INSERT INTO "mosaic_items" VALUES(1,1,0,0,1,'15a82ddf92f726dd942d6b2265882bed378765bb62968914f54a9df08d54e25a');
INSERT INTO "mosaic_items" VALUES(1,2,0,0,2,'7f163d466e8b53670553e0f603ff309b4a617a78115ce236f7e20b515a36bcf8');
INSERT INTO "mosaic_items" VALUES(1,3,1,0,1,'43b57292fb874a1d96f4233aca88f4358b304b8606edfdf8a81d0ca7083116b2');
CREATE TABLE mosaic_journal (
	seq INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (seq)
);
INSERT INTO "mosaic_journal" VALUES(0,'{"time":1795223400.6718147,"trace":"thread-1","what":"opened"}','3f4c939c4029cfc9ab37a9de9aafbe2320815d869369745f23f8d1bd7fe94ba1');
CREATE TABLE mosaic_messages (
	trace INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (trace, digest)
);
INSERT INTO "mosaic_messages" VALUES(1,'026ff20d25b1b2daa454de8e7432860e57bb1a203177df64cd5dcf8fa700e68f','{"calls":[],"id":"","origin":"user","role":"user","text":"Pay the bill in mail 1.","type":"message"}');
INSERT INTO "mosaic_messages" VALUES(1,'15a82ddf92f726dd942d6b2265882bed378765bb62968914f54a9df08d54e25a','{"calls":[{"args":{"amount":12,"to":"DE89370400440532013000"},"id":"c1","message_id":"m1","name":"pay"}],"id":"m1","origin":"model","role":"assistant","text":"","type":"message"}');
INSERT INTO "mosaic_messages" VALUES(1,'7f163d466e8b53670553e0f603ff309b4a617a78115ce236f7e20b515a36bcf8','{"artifact":null,"call_id":"c1","content":"paid","is_error":false,"message_id":"","name":"read","origin":"untrusted","structured":null,"type":"output"}');
INSERT INTO "mosaic_messages" VALUES(1,'43b57292fb874a1d96f4233aca88f4358b304b8606edfdf8a81d0ca7083116b2','{"calls":[{"args":{"amount":12,"to":"X"},"id":"c1","message_id":"m1","name":"pay"}],"id":"m1","origin":"model","role":"assistant","text":"","type":"message"}');
CREATE TABLE mosaic_store (
	version INTEGER NOT NULL, 
	key_check TEXT NOT NULL, 
	entries INTEGER NOT NULL, 
	last TEXT NOT NULL, 
	seal TEXT NOT NULL
);
INSERT INTO "mosaic_store" VALUES(1,'9f659a48dc0c0d723aaa13531719f8796c951c1b0ce09e5cbfe42f3d80004dda',1,'3f4c939c4029cfc9ab37a9de9aafbe2320815d869369745f23f8d1bd7fe94ba1','e8eee13cd8c495b47be76e8ab598301d6769425dc2f63fd79ccd812a7d42e5fc');
CREATE TABLE mosaic_traces (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	parent TEXT NOT NULL, 
	started FLOAT NOT NULL, 
	updated FLOAT NOT NULL, 
	events INTEGER NOT NULL, 
	last TEXT NOT NULL, 
	items INTEGER NOT NULL, 
	last_item TEXT NOT NULL, 
	seal TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (name)
);
INSERT INTO "mosaic_traces" VALUES(1,'thread-1','',1.79522340067181468015e+09,1.79522340067181468015e+09,3,'ebbbca571bd3420d44371aaa0bb1a03359b4e824107e7819cceb138bccbb9c05',4,'9aed1b90ad653e020578325a6328c12820cdbcefd5f04ec3fc8551b8c9bca911','a3c2a8a4025ae39dddac0ec7b7c29e20500fb8a93ff7c5d8fd74cfa60652c8b2');
COMMIT;
