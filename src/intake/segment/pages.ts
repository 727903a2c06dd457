import type { Observation } from '../../domain/observations';
import { asFields, given } from '../fields';
import { addressOf } from './address-of';
import type { Message } from './message';
import { shortened } from '../shortened';
import { engaged } from './named-events';

const APP = /^(app|console|dashboard|product)$/i;

/**
 * A page view: engagement with our site (https://segment.com/docs/connections/spec/page/), named by the page's name, else by
 * its path. It counts as use of the product instead when its `category` is app, console, dashboard or product, or when its
 * address is on such a host (`app.vendor.example`). Queries of addresses are left out: they may carry secrets.
 */
export function readPage({ body, properties, context }: Message): Observation {
  const page = asFields(given(context, 'page'));
  const address = addressOf(given(properties, 'url') ?? given(page, 'url'));
  const name = given(body, 'name') ?? given(properties, 'name');
  const path = given(properties, 'path') ?? given(page, 'path') ?? address?.pathname;
  const what = [name, typeof path === 'string' ? path.replace(/[?#].*$/s, '') : undefined].find(
    (each) => typeof each === 'string',
  );
  const category = given(body, 'category') ?? given(properties, 'category');
  const inApp = [category, address?.hostname.split('.')[0]].some((each) => typeof each === 'string' && APP.test(each));
  return inApp ? used(what) : engaged(what);
}

/** A screen of our app: use of the product (https://segment.com/docs/connections/spec/screen/). */
export const readScreen = ({ body, properties }: Message): Observation =>
  used(given(body, 'name') ?? given(properties, 'name'));

function used(feature: unknown): Observation {
  const text = typeof feature === 'string' ? shortened(feature) : '';
  return { type: 'product.used', data: text ? { feature: text } : {} };
}
