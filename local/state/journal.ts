// Writes to disk, before it is acknowledged, what is in no table: messages in queues and mails in the inbox.
// Each write is its own transaction and reaches the operating system at once: it survives a kill of the
// process, not a power failure.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

interface JournalledMessage {
  id: string;
  queue: string;
  body: string;
  /** Message attributes as JSON. */
  attributes: string;
  /** The machine time in milliseconds before which nobody may receive it; 0 without a delay. */
  delayedUntilMs: number;
}

export interface Journal {
  addMessage(message: JournalledMessage): void;
  removeMessage(id: string): void;
  removeMessagesOf(queue: string): void;
  /** Oldest first. */
  messages(): JournalledMessage[];
  addMail(id: string, mail: string): void;
  removeMail(id: string): void;
  clearMails(): void;
  /** Oldest first. */
  mails(): string[];
  close(): void;
}

const schema = `
  CREATE TABLE IF NOT EXISTS messages (
    id TEXT PRIMARY KEY, queue TEXT NOT NULL, body TEXT NOT NULL, attributes TEXT NOT NULL, delayedUntilMs INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS mails (id TEXT PRIMARY KEY, mail TEXT NOT NULL);
`;

/** Opens the journal of an existing data folder. */
export const openJournal = (dataDir: string): Journal => {
  const database = new DatabaseSync(join(dataDir, 'journal.db'));
  // Without waiting for the disk: a wait per message would make the runner ten times slower.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF');
  database.exec(schema);
  const run = (sql: string) => {
    const statement = database.prepare(sql);
    return (...values: (string | number)[]): void => void statement.run(...values);
  };
  const addMessage = run('INSERT OR REPLACE INTO messages VALUES (?, ?, ?, ?, ?)');
  return {
    addMessage: ({ id, queue, body, attributes, delayedUntilMs }) =>
      addMessage(id, queue, body, attributes, delayedUntilMs),
    removeMessage: run('DELETE FROM messages WHERE id = ?'),
    removeMessagesOf: run('DELETE FROM messages WHERE queue = ?'),
    messages: () =>
      database.prepare('SELECT * FROM messages ORDER BY rowid').all() as unknown as JournalledMessage[],
    addMail: run('INSERT OR REPLACE INTO mails VALUES (?, ?)'),
    removeMail: run('DELETE FROM mails WHERE id = ?'),
    clearMails: run('DELETE FROM mails'),
    mails: () =>
      database
        .prepare('SELECT mail FROM mails ORDER BY rowid')
        .all()
        .map(({ mail }) => String(mail)),
    close: () => database.close(),
  };
};
