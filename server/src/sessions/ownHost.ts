import { type Deployment, developmentChain } from '../deployment.ts'

/** Whether a page's host is ours: the one it asked; on the development chain any port of this machine. */
export function isOwnHost(given: string, asked: string, { chainId }: Deployment): boolean {
  if (given === asked) return true
  return chainId === developmentChain && /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(given)
}

/** Whether an `Origin` header names a page of ours. */
export function isOwnOrigin(origin: string | null | undefined, asked: string, deployment: Deployment): boolean {
  return !!origin && URL.canParse(origin) && isOwnHost(new URL(origin).host, asked, deployment)
}
