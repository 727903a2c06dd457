/**
 * Block Kit as zod schemas with the limits that Slack documents.
 * Source: docs.slack.dev/reference/block-kit (blocks, block elements, composition objects), docs.slack.dev/reference/views.
 * Lengths count UTF-16 units.
 */
import { z } from 'zod';

const plainText = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(max), emoji: z.boolean().optional() });
const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: z.string().min(1).max(max), verbatim: z.boolean().optional() });
const anyText = (max: number) => z.discriminatedUnion('type', [plainText(max), mrkdwn(max)]);

const blockId = z.string().max(255).optional();
const actionId = z.string().max(255).optional();

const confirm = z.strictObject({
  title: plainText(100),
  text: anyText(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: z.enum(['primary', 'danger']).optional(),
});

const button = z.strictObject({
  type: z.literal('button'),
  text: plainText(75),
  action_id: actionId,
  url: z.string().max(3000).optional(),
  value: z.string().max(2000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: confirm.optional(),
  accessibility_label: z.string().max(75).optional(),
});

const option = z.strictObject({
  text: anyText(75),
  value: z.string().max(150),
  description: plainText(75).optional(),
});

const shared = { action_id: actionId, focus_on_load: z.boolean().optional() };
const placeholder = plainText(150).optional();

const staticSelect = z
  .strictObject({
    type: z.literal('static_select'),
    ...shared,
    placeholder,
    options: z.array(option).min(1).max(100).optional(),
    option_groups: z
      .array(z.strictObject({ label: plainText(75), options: z.array(option).min(1).max(100) }))
      .max(100)
      .optional(),
    initial_option: option.optional(),
    confirm: confirm.optional(),
  })
  .refine(({ options, option_groups }) => (options === undefined) !== (option_groups === undefined), {
    message: 'must have either options or option_groups',
  })
  .refine(
    ({ options, option_groups: groups = [], initial_option: initial }) =>
      !initial ||
      [...(options ?? []), ...groups.flatMap((group) => group.options)].some(({ value }) => value === initial.value),
    { message: 'initial_option must be one of the options' },
  );

const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: actionId,
  options: z
    .array(option.extend({ text: plainText(75), url: z.string().max(3000).optional() }))
    .min(1)
    .max(5),
  confirm: confirm.optional(),
});

const plainTextInput = z.strictObject({
  type: z.literal('plain_text_input'),
  ...shared,
  placeholder,
  initial_value: z.string().max(3000).optional(),
  multiline: z.boolean().optional(),
  min_length: z.number().int().min(0).max(3000).optional(),
  max_length: z.number().int().min(1).max(3000).optional(),
  dispatch_action_config: z.looseObject({}).optional(),
});

const numberInput = z.strictObject({
  type: z.literal('number_input'),
  ...shared,
  placeholder,
  is_decimal_allowed: z.boolean(),
  initial_value: z.string().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
  dispatch_action_config: z.looseObject({}).optional(),
});

const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  ...shared,
  placeholder,
  initial_date: z.iso.date().optional(),
  confirm: confirm.optional(),
});

const image = {
  type: z.literal('image'),
  image_url: z.string().max(3000),
  alt_text: z.string().max(2000),
};

/** Elements that Slack knows and the page only names: their inside is not checked. */
const otherElements = [
  ...['channels_select', 'checkboxes', 'conversations_select', 'datetimepicker', 'email_text_input', 'external_select'],
  ...['multi_channels_select', 'multi_conversations_select', 'multi_external_select', 'multi_static_select'],
  ...['multi_users_select', 'radio_buttons', 'rich_text_input', 'timepicker', 'url_text_input'],
  ...['users_select', 'workflow_button', 'file_input'],
] as const;
const otherElement = z.looseObject({ type: z.enum(otherElements), action_id: actionId });

const interactive = z.discriminatedUnion('type', [button, overflow, staticSelect, datepicker, otherElement]);

const section = z
  .strictObject({
    type: z.literal('section'),
    block_id: blockId,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: z.discriminatedUnion('type', [...interactive.options, z.strictObject(image)]).optional(),
    expand: z.boolean().optional(),
  })
  .refine((block) => block.text ?? block.fields, { message: 'missing required field: text' });

const common = [
  z.strictObject({ type: z.literal('header'), block_id: blockId, text: plainText(150) }),
  section,
  z.strictObject({ type: z.literal('divider'), block_id: blockId }),
  z.strictObject({
    type: z.literal('context'),
    block_id: blockId,
    elements: z
      .array(z.discriminatedUnion('type', [plainText(3000), mrkdwn(3000), z.strictObject(image)]))
      .min(1)
      .max(10),
  }),
  z.strictObject({ type: z.literal('actions'), block_id: blockId, elements: z.array(interactive).min(1).max(25) }),
  z.strictObject({ ...image, block_id: blockId, title: plainText(2000).optional() }),
  z.strictObject({
    type: z.literal('input'),
    block_id: blockId,
    label: plainText(2000),
    element: z.discriminatedUnion('type', [plainTextInput, numberInput, staticSelect, datepicker, otherElement]),
    hint: plainText(2000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
  }),
  // Slack knows these too; the page only names them and their inside is not checked.
  z.looseObject({
    type: z.enum(['context_actions', 'file', 'markdown', 'rich_text', 'table', 'video']),
    block_id: blockId,
  }),
] as const;

const block = z.discriminatedUnion('type', common);

/** The blocks of a message. */
export const messageBlocks = z.array(block).max(50);

/** The view of a modal. */
export const modalView = z.strictObject({
  type: z.literal('modal'),
  title: plainText(24),
  blocks: z.array(block).max(100),
  submit: plainText(24).optional(),
  close: plainText(24).optional(),
  private_metadata: z.string().max(3000).optional(),
  callback_id: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  submit_disabled: z.boolean().optional(),
});

/** The view of a Home tab. */
export const homeView = z.strictObject({
  type: z.literal('home'),
  blocks: z.array(block).max(100),
  private_metadata: z.string().max(3000).optional(),
  callback_id: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
});

export type GivenHome = z.infer<typeof homeView>;
export type GivenView = z.infer<typeof modalView>;
