/// <reference types="ponder/virtual" />

// What `ponder start` writes to ponder-env.d.ts, so that types can be checked before it ever ran.

declare module 'ponder:internal' {
  const config: typeof import('./ponder.config.ts')
  const schema: typeof import('./ponder.schema.ts')
}

declare module 'ponder:schema' {
  export * from './ponder.schema.ts'
}
