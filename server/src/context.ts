import type { KeyStore } from './businesses/keyStore.ts'
import type { Sql } from './database/connect.ts'
import type { Deployment } from './deployment.ts'
import type { Example } from './dev/example.ts'
import type { MailCatcher } from './dev/mailCatcher.ts'
import type { Rooms } from './drafts/rooms.ts'
import type { Hub } from './events/hub.ts'
import type { RateLimit } from './http/rateLimit.ts'
import type { Indexer } from './indexer/createIndexer.ts'
import type { Importer } from './intake/importer.ts'
import type { Processors } from './rails/processor.ts'
import type { Seal } from './rails/seal.ts'

/** What every route works with. */
export type Context = {
  sql: Sql
  indexer: Indexer
  hub: Hub
  keys: KeyStore
  importer: Importer
  example: Example
  /** The drafts that are open now. */
  rooms: Rooms
  deployment: Deployment
  /** The accounts at processors that the server acts for. */
  processors: Processors
  /** Encrypts what only its owner and the nodes may know. */
  seal: Seal
  /** Where a browser finds the web app, for the way back from a processor's page; the address it asked otherwise. */
  publicUrl?: string | undefined
  /** Base URLs of the nodes. */
  nodes: string[]
  /** The chain, for the page's security policy: a browser's wallet talks to it. */
  rpcUrl: string
  /** Folder of keys, wallets and, on the development chain, the quorum. */
  state: string
  /** Takes all mail where none is to leave this machine. */
  catcher?: MailCatcher | undefined
  /** Folder of the built web app. */
  webDist?: string | undefined
  /** How fast one API key may write. */
  writes: RateLimit
  /** How fast one network address may register businesses and simulate. */
  visits: RateLimit
}
