import { describe, expect, it } from 'vitest';
import { readRule, type ShortReading } from '../../../../tests/support/read-rule';

const ACME = 'sender contains Acme';

describe('a rule in Spanish', () => {
  it.each<[string, ShortReading]>([
    // The same sentences as in English.
    ['Las facturas de Acme van a Por hacer', ['act', null, 'text contains facturas', ACME]],
    ['Todo lo de la lista del club de tenis se puede omitir.', ['skip', null, 'list contains club de tenis']],
    [
      'Los correos con un PDF de abogados requieren una respuesta urgente',
      ['reply', true, 'attachment contains .pdf', 'sender contains abogados'],
    ],
    [
      'Omite los correos con «resumen semanal» en el asunto',
      ['skip', null, 'subject contains resumen semanal'],
    ],
    ['Los correos con el asunto «Re: Plan» son para leer', ['read', null, 'subject contains Re: Plan']],
    ['Correos de Ana y correos de Luis son para responder', ['reply', null, 'sender contains Ana|Luis']],
    ['Si viene del banco es por hacer', ['act', null, 'sender contains banco']],
    [
      'Los correos con «la semana pasada» en el asunto se omiten',
      ['skip', null, 'subject contains la semana pasada'],
    ],
    ['Todo lo de build@ci.example es para leer', ['read', null, 'sender contains build@ci.example']],
    [
      'Los correos a soporte@tienda.example necesitan respuesta',
      ['reply', null, 'recipient contains soporte@tienda.example'],
    ],
    [
      'Mensajes de Ana o Luis sobre el presupuesto son por hacer, no urgentes',
      ['act', false, 'sender contains Ana|Luis', 'text contains presupuesto'],
    ],
    ['Los boletines son ruido', ['skip', null, 'text contains boletines']],
    [
      'Marca los recibos de Renfe como leer',
      ['read', null, 'text contains recibos', 'sender contains Renfe'],
    ],
    [
      'Los correos sin adjuntos de escaner@oficina.example se pueden ignorar',
      ['skip', null, 'attachment not-contains', 'sender contains escaner@oficina.example'],
    ],
    [
      'Informes pero no de Carla son para leer',
      ['read', null, 'text contains Informes', 'sender not-contains Carla'],
    ],
    ['Responde siempre a los correos de mi madre', ['reply', null, 'sender contains madre']],
    [
      'Todo lo que tenga un adjunto de Recursos Humanos es por hacer',
      ['act', null, 'attachment contains', 'sender contains Recursos Humanos'],
    ],
    [
      'Los correos cuyo asunto contenga avería son urgentes y por hacer',
      ['act', true, 'subject contains avería'],
    ],
    // What is only called urgent.
    ['Correos de Acme sobre facturas son urgentes', ['act', true, ACME, 'text contains facturas']],
    ['Marca los correos de Acme como urgentes', ['act', true, ACME]],
    // Orders of words.
    ['Los mensajes de Acme van a «Por hacer»', ['act', null, ACME]],
    ['Los mensajes de Acme deben ir a Leer', ['read', null, ACME]],
    ['Pon todo lo de Acme en Por hacer', ['act', null, ACME]],
    ['Son urgentes los correos de Acme', ['act', true, ACME]],
    ['Los correos de Acme hay que responderlos', ['reply', null, ACME]],
    ['Hay que leer todo lo de Acme', ['read', null, ACME]],
    ['Los correos de Acme, omítelos', ['skip', null, ACME]],
    ['Los correos de Acme: responder urgente', ['reply', true, ACME]],
    ['Por favor, ignora los correos de Acme', ['skip', null, ACME]],
    ['Cuando escribe Ana, responder', ['reply', null, 'sender contains Ana']],
    ['FACTURAS DE ACME SON POR HACER', ['act', null, 'text contains FACTURAS', 'sender contains ACME']],
    // “De” between nouns, and before a sender.
    ['Las facturas de luz son por hacer', ['act', null, 'text contains facturas de luz']],
    [
      'Los correos de la agencia de viajes sobre facturas de luz son por hacer',
      ['act', null, 'sender contains agencia de viajes', 'text contains facturas de luz'],
    ],
    ['Las ofertas de mi banco son spam', ['skip', null, 'text contains ofertas', 'sender contains banco']],
    // Each field and comparison.
    ['Los correos que envía Ana son para responder', ['reply', null, 'sender contains Ana']],
    ['Los correos cuyo remitente sea «Acme SL» son para leer', ['read', null, 'sender is Acme SL']],
    ['Los correos que no vengan de Acme son spam', ['skip', null, 'sender not-contains Acme']],
    [
      'Los correos que no sean para equipo@x.example se omiten',
      ['skip', null, 'recipient not-contains equipo@x.example'],
    ],
    [
      'Todo lo que llegue por la lista profesores se puede ignorar',
      ['skip', null, 'list contains profesores'],
    ],
    [
      'Los correos cuyo asunto sea «Informe semanal» son para leer',
      ['read', null, 'subject is Informe semanal'],
    ],
    ['Si el asunto contiene «vacaciones», es por hacer', ['act', null, 'subject contains vacaciones']],
    [
      'Los correos cuyo asunto no contenga «oferta» son para leer',
      ['read', null, 'subject not-contains oferta'],
    ],
    ['Los correos que mencionan un accidente son urgentes', ['act', true, 'text contains accidente']],
    [
      'Los correos de Acme que no contengan «oferta» son para leer',
      ['read', null, ACME, 'text not-contains oferta'],
    ],
    ['Los correos de Acme excepto facturas son spam', ['skip', null, ACME, 'text not-contains facturas']],
    ['Los correos con fotos adjuntas se pueden omitir', ['skip', null, 'attachment contains image/']],
    ['Los correos con el acta en adjunto son para leer', ['read', null, 'attachment contains acta']],
    ['Los correos sin PDF de Acme son irrelevantes', ['skip', null, 'attachment not-contains .pdf', ACME]],
  ])('is read: %s', (sentence, expected) => {
    expect(readRule(sentence, 'es')).toEqual(expected);
  });

  it.each([
    ['Facturas de Acme', /does not say what/u],
    ['Hace buen tiempo', /does not say what/u],
    ['Los correos de Acme van a Facturas', /does not say what/u],
    ['Los correos de Acme no se omiten', /does not say what/u],
    ['Los correos de Acme no son spam', /does not say what/u],
    ['Los correos de Acme no son urgentes', /does not say what/u],
    ['Los correos de Acme no requieren respuesta', /does not say what/u],
    ['Los correos de Acme no los leo', /does not say what/u],
    ['No omitas los correos de Acme', /does not say what/u],
    ['Ningún correo de Acme se omite', /does not say what/u],
    ['son por hacer', /which mails/u],
    ['Todos los correos son spam', /all mails/u],
    ['Los correos de Ana son para responder y los de Luis son para omitir', /two things/u],
    ['Los correos de Acme se omiten y los de Ana se leen', /two things/u],
    ['Los correos de la semana pasada son spam', /do not know “la semana pasada”/u],
    ['Los correos anteriores a 2020 son spam', /do not know “anteriores a 2020”/u],
    ['Los correos de más de 5 MB son spam', /do not know “más de 5”/u],
    ['Los correos no leídos son por hacer', /do not know “no leídos”/u],
  ])('is refused rather than guessed: %s', (sentence, problem) => {
    expect(readRule(sentence, 'es')).toMatch(problem);
  });
});
