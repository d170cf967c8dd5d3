import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: ['sdk', 'node', 'server', 'sandbox', 'cli', 'web', 'indexer'].map(name => ({
      test: {
        name,
        root: `./${name}`,
        include: ['**/*.test.ts', '**/*.test.tsx'],
        environment: 'node',
        testTimeout: 30_000,
      },
    })),
  },
})
