import type { PhoneCallOnWire } from '@silverbell/wire';
import { routeKey, useRouteMutation } from '@silverbell/web-api-client';
import { Button, ProblemMessage } from '@silverbell/web-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, queries } from './app-client.js';
import { useDialsHere } from './desk-phone.js';

interface CallButtonProps {
  readonly number: string;
  /** Whose number it is. */
  readonly who: string;
  /** What the call is about; left out: nothing that is on the screen. */
  readonly incidentId?: string | undefined;
  /** Never dialled by one press, even where the exchange could. */
  readonly byHand?: boolean;
  readonly onPlaced?: (call: PhoneCallOnWire) => void;
  readonly tabIndex?: number | undefined;
  /** Instead of the number. */
  readonly children?: ReactNode;
  /** The first thing of a dialog. */
  readonly first?: boolean;
}

/**
 * A number that can be called: the exchange rings the telephone of this desk first, and the number once it is picked up, so that a slip of
 * the hand rings here only. Without an exchange or an extension, and after a refusal, the link that the machine of this desk dials.
 */
export function CallButton({
  number,
  who,
  incidentId,
  byHand = false,
  onPlaced,
  tabIndex,
  children,
  first = false,
}: CallButtonProps) {
  const { t } = useTranslation('console');
  const dials = useDialsHere() && !byHand;
  const place = useRouteMutation(api, 'placeCall', {
    onSuccess: (call) => onPlaced?.(call),
    onSettled: () => queries.invalidateQueries({ queryKey: routeKey('telephony', {}) }),
  });
  const link = (
    <a href={`tel:${number}`} tabIndex={tabIndex}>
      {children ?? number}
    </a>
  );
  if (!dials) return link;
  return (
    <>
      <Button
        tone="quiet"
        busy={place.isPending}
        tabIndex={tabIndex}
        data-first={first || undefined}
        aria-label={t('dialling.call', { number, who })}
        onClick={() => place.mutate({ body: { number, ...(incidentId === undefined ? {} : { incidentId }) } })}
      >
        {children ?? number}
      </Button>
      {place.error === null ? null : (
        <>
          <ProblemMessage problem={place.error} /> {link}
        </>
      )}
    </>
  );
}
