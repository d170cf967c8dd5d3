import { useQuery } from '@tanstack/react-query'
import { type Hex, isHash, zeroHash } from 'viem'
import { ApiError } from '../../../lib/api.ts'
import { businessesQuery } from '../../../lib/reads.ts'
import { connectionsQuery } from '../../business/rails/queries.ts'
import { useDraft } from '../document/DraftContext.tsx'

/** The accounts that the business of a draft has connected, as far as whoever drafts may see them. */
export function useConnections() {
  const { terms } = useDraft()
  const businesses = useQuery(businessesQuery)
  const { business: given = 'default' } = terms
  const listed = businesses.data ?? []
  const only = listed.length === 1 ? listed[0]?.id : undefined
  const named = given === 'default' ? only : (listed.find(({ name }) => name === given)?.id ?? given)
  const business = named !== undefined && isHash(named) ? (named as Hex) : null
  const query = useQuery({ ...connectionsQuery(business ?? zeroHash), enabled: business !== null })
  const { error } = query
  const isHidden = error instanceof ApiError && (error.status === 401 || error.status === 403)
  return {
    business,
    connections: query.data,
    isLoading: businesses.isLoading || query.isLoading,
    isHidden,
    error: isHidden ? null : (businesses.error ?? error),
    retry: () => void (businesses.isError ? businesses.refetch() : query.refetch()),
  }
}
