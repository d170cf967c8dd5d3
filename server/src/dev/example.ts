import type { ExampleView } from '@concordat/sdk/views.ts'

export type Example = {
  getState: () => Promise<ExampleView>
  start: () => Promise<ExampleView>
  resume: () => Promise<void>
  stop: () => Promise<void>
}
