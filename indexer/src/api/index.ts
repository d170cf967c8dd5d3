import { Hono } from 'hono'
import { accounts } from './accounts.ts'
import { agreements } from './agreements.ts'
import { assets } from './assets.ts'
import { ApiError, answerError } from './errors.ts'
import { facts } from './facts.ts'
import { news } from './news.ts'
import { payouts } from './payouts.ts'
import { quorums } from './quorums.ts'
import { status } from './status.ts'

const app = new Hono()
  .route('/v1/status', status)
  .route('/v1/accounts', accounts)
  .route('/v1/agreements', agreements)
  .route('/v1/facts', facts)
  .route('/v1/quorums', quorums)
  .route('/v1/assets', assets)
  .route('/v1/payouts', payouts)
  .route('/v1/news', news)

app.all('/v1/*', context => {
  throw new ApiError(404, 'NotFound', `There is nothing at ${context.req.path}.`)
})
app.onError(answerError)

export default app
