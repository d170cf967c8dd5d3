import { makeSteps } from '@concordat/sdk/proof/makeBundle.ts'
import { describe, expect, test } from 'vitest'
import { percentOf } from './percentOf.ts'

describe(percentOf, () => {
  test('default: rises from step to step and ends with the check', () => {
    const course = [...makeSteps, 'check' as const].flatMap(step =>
      [0, 1, 2].map(done => percentOf({ step, done, total: 2 })),
    )
    expect(course).toEqual(course.toSorted((a, b) => a - b))
    expect([course[0], course.at(-1)]).toEqual([0, 100])
    expect(percentOf({ step: 'blocks', done: 0, total: 0 })).toBe(10)
  })
})
