/**
 * What Salesforce awaits in answer to an outbound message, as `text/xml`. Unless it is told that the message was taken, it
 * sends it again, at growing intervals of up to two hours, for 24 hours.
 * Source: developer.salesforce.com/docs/platform/api/guide/sforce-api-om-outboundmessaging-wsdl.html.
 *
 * @param ok whether everything in it is kept
 */
export const salesforceAck = (ok: boolean): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">',
    '<soapenv:Body>',
    '<notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound">',
    `<Ack>${ok}</Ack>`,
    '</notificationsResponse>',
    '</soapenv:Body>',
    '</soapenv:Envelope>',
  ].join('');
