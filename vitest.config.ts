import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Many tests wait for a chain or a process: one more than there are cores keeps these busy.
    maxWorkers: availableParallelism() + 1,
    globalSetup: ['./cli/test/postgres.ts'],
    projects: ['sdk', 'node', 'server', 'sandbox', 'cli', 'web', 'indexer'].map(name => ({
      test: {
        name,
        root: `./${name}`,
        include: ['**/*.test.ts', '**/*.test.tsx'],
        environment: 'node',
        testTimeout: 30_000,
        // A worker loads a module once, not once for every file.
        isolate: false,
      },
    })),
  },
})
