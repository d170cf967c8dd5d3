import { Text, UnstyledButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

export function Brand() {
  const { t } = useTranslation()
  return (
    <UnstyledButton
      aria-label={t('shell.toHome')}
      style={{ display: 'flex', alignItems: 'center', gap: 10 }}
      renderRoot={props => <Link to="/" {...props} />}
    >
      <img src="/icon.svg" alt="" width={30} height={30} />
      <Text fw={650} fz="lg" component="span" visibleFrom="xs">
        Concordat
      </Text>
    </UnstyledButton>
  )
}
