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
