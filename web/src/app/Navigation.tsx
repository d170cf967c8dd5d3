import { NavLink, Stack } from '@mantine/core'
import {
  IconBuildingStore,
  IconChartHistogram,
  IconFilePencil,
  IconFileText,
  IconHome,
  IconScale,
  IconShieldCheck,
  IconWallet,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useActor } from '../lib/actor.tsx'

const active = { exact: { activeOptions: { exact: true } }, within: { activeOptions: { exact: false } } }

/** The ways to every screen. */
export function Navigation() {
  const { t } = useTranslation()
  const { actor } = useActor()
  const icon = { size: 20, stroke: 1.6, 'aria-hidden': true }
  const style = { borderRadius: 8 }
  return (
    <Stack gap={4}>
      <NavLink
        label={t('nav.home')}
        leftSection={<IconHome {...icon} />}
        style={style}
        renderRoot={props => <Link to="/" {...active.exact} activeProps={{ 'data-active': true }} {...props} />}
      />
      {actor && (
        <NavLink
          label={t('nav.account')}
          leftSection={<IconWallet {...icon} />}
          style={style}
          renderRoot={props => (
            <Link
              to="/accounts/$address"
              params={{ address: actor.address }}
              activeProps={{ 'data-active': true }}
              {...props}
            />
          )}
        />
      )}
      <NavLink
        label={t('nav.drafts')}
        leftSection={<IconFilePencil {...icon} />}
        style={style}
        renderRoot={props => <Link to="/drafts" activeProps={{ 'data-active': true }} {...props} />}
      />
      <NavLink
        label={t('nav.agreements')}
        leftSection={<IconFileText {...icon} />}
        style={style}
        renderRoot={props => <Link to="/agreements" activeProps={{ 'data-active': true }} {...props} />}
      />
      <NavLink
        label={t('nav.businesses')}
        leftSection={<IconBuildingStore {...icon} />}
        style={style}
        renderRoot={props => <Link to="/businesses" activeProps={{ 'data-active': true }} {...props} />}
      />
      <NavLink
        label={t('nav.facts')}
        leftSection={<IconShieldCheck {...icon} />}
        style={style}
        renderRoot={props => <Link to="/facts" activeProps={{ 'data-active': true }} {...props} />}
      />
      <NavLink
        label={t('nav.reconcile')}
        leftSection={<IconScale {...icon} />}
        style={style}
        renderRoot={props => <Link to="/reconcile" activeProps={{ 'data-active': true }} {...props} />}
      />
      <NavLink
        label={t('nav.whatIf')}
        leftSection={<IconChartHistogram {...icon} />}
        style={style}
        renderRoot={props => <Link to="/what-if" activeProps={{ 'data-active': true }} {...props} />}
      />
    </Stack>
  )
}
