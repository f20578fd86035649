import { describe, expect, it } from 'vitest';
import { readRule, type ShortReading } from '../../../../tests/support/read-rule';

const ACME = 'sender contains Acme';

describe('a rule in German', () => {
  it.each<[string, ShortReading]>([
    // The same sentences as in English.
    ['Rechnungen von Acme sind zu erledigen', ['act', null, 'text contains Rechnungen', ACME]],
    ['Alles von der Tennisclub-Liste kann übersprungen werden.', ['skip', null, 'list contains Tennisclub']],
    [
      'Mails mit einem PDF von Anwälten sind dringend zu beantworten',
      ['reply', true, 'attachment contains .pdf', 'sender contains Anwälten'],
    ],
    ['Überspringe Mails mit „Wochenbericht“ im Betreff', ['skip', null, 'subject contains Wochenbericht']],
    ['Mails mit dem Betreff „Re: Plan“ sind zu lesen', ['read', null, 'subject contains Re: Plan']],
    ['Mails von Anna und Mails von Bernd sind zu beantworten', ['reply', null, 'sender contains Anna|Bernd']],
    ['Wenn es von der Bank kommt, ist es zu erledigen', ['act', null, 'sender contains Bank']],
    ['Mails mit „letzte Woche“ im Betreff überspringen', ['skip', null, 'subject contains letzte Woche']],
    ['Alles von build@ci.example ist zur Info', ['read', null, 'sender contains build@ci.example']],
    [
      'Mails an support@shop.example brauchen eine Antwort',
      ['reply', null, 'recipient contains support@shop.example'],
    ],
    [
      'Nachrichten von Anna oder Ben über das Budget sind zu erledigen, aber nicht dringend',
      ['act', false, 'sender contains Anna|Ben', 'text contains Budget'],
    ],
    ['Newsletter sind Spam', ['skip', null, 'text contains Newsletter']],
    [
      'Markiere Belege von der Bahn als zu lesen',
      ['read', null, 'text contains Belege', 'sender contains Bahn'],
    ],
    [
      'Mails ohne Anhang von scans@office.example können ignoriert werden',
      ['skip', null, 'attachment not-contains', 'sender contains scans@office.example'],
    ],
    [
      'Berichte, aber nicht von Carla, sind lesenswert',
      ['read', null, 'text contains Berichte', 'sender not-contains Carla'],
    ],
    ['Antworte immer auf Mails von meiner Mutter', ['reply', null, 'sender contains Mutter']],
    [
      'Alles mit Anhang vom Personalbüro ist zu erledigen',
      ['act', null, 'attachment contains', 'sender contains Personalbüro'],
    ],
    [
      'Mails, deren Betreff Ausfall enthält, sind dringend zu erledigen',
      ['act', true, 'subject contains Ausfall'],
    ],
    // What is only called urgent.
    ['Mails von Acme über Rechnungen sind dringend', ['act', true, ACME, 'text contains Rechnungen']],
    ['Mails von Acme als dringend markieren', ['act', true, ACME]],
    // Orders of words.
    ['Mails von Acme ignoriere ich', ['skip', null, ACME]],
    ['Mails von Acme bitte immer beantworten', ['reply', null, ACME]],
    ['Mails von Acme muss ich beantworten', ['reply', null, ACME]],
    ['Mails, die von Acme kommen, müssen beantwortet werden', ['reply', null, ACME]],
    ['Mails von Acme brauchen dringend eine Antwort', ['reply', true, ACME]],
    ['Mails von Acme sollen unter Lesen einsortiert werden', ['read', null, ACME]],
    ['Sortiere alles von Acme bitte unter „Zu erledigen“ ein', ['act', null, ACME]],
    ['Alles von Acme kommt unter „Zu erledigen“', ['act', null, ACME]],
    ['Zu erledigen sind alle Mails von Acme', ['act', null, ACME]],
    ['Dringend sind Mails von Acme', ['act', true, ACME]],
    ['Wenn Anna schreibt, ist zu antworten', ['reply', null, 'sender contains Anna']],
    ['Ignorieren Sie alle Mails von Acme', ['skip', null, ACME]],
    ['MAILS VON ACME SIND DRINGEND ZU BEANTWORTEN!', ['reply', true, 'sender contains ACME']],
    // “Von” in names.
    ['Mails von Ursula von der Heide sind zu lesen', ['read', null, 'sender contains Ursula von der Heide']],
    [
      'Mails von Anna von Au und von Bernd sind zu lesen',
      ['read', null, 'sender contains Anna von Au|Bernd'],
    ],
    // Each field and comparison.
    ['Mails der Bahn sollen gelesen werden', ['read', null, 'sender contains Bahn']],
    ['Mails, deren Absender „Acme GmbH“ lautet, sind zu lesen', ['read', null, 'sender is Acme GmbH']],
    ['Mails, die nicht von Acme kommen, sind unwichtig', ['skip', null, 'sender not-contains Acme']],
    [
      'Mails, die nicht an team@x.example gehen, sind unwichtig',
      ['skip', null, 'recipient not-contains team@x.example'],
    ],
    ['Alles über die Mailingliste „Chor“ überspringen', ['skip', null, 'list contains Chor']],
    ['Alles aus dem Verteiler Vorstand ist lesenswert', ['read', null, 'list contains Vorstand']],
    ['Mails vom Heise-Newsletter sind Spam', ['skip', null, 'list contains Heise']],
    [
      'Mails, deren Betreff „Wochenbericht“ lautet, sind zu lesen',
      ['read', null, 'subject is Wochenbericht'],
    ],
    [
      'Mails, in deren Betreff „Angebot“ steht, kann man überspringen',
      ['skip', null, 'subject contains Angebot'],
    ],
    ['Mails ohne „Angebot“ im Betreff sind zu lesen', ['read', null, 'subject not-contains Angebot']],
    [
      'Mails von Acme, die Rechnungen enthalten, sind zu erledigen',
      ['act', null, ACME, 'text contains Rechnungen'],
    ],
    [
      'Mails, die „Rabatt“ nicht enthalten und von Acme sind, sind zu lesen',
      ['read', null, 'text not-contains Rabatt', ACME],
    ],
    ['Mails von Acme außer Rechnungen sind Spam', ['skip', null, ACME, 'text not-contains Rechnungen']],
    ['Mails zum Thema Urlaub oder Ferien sind zu lesen', ['read', null, 'text contains Urlaub|Ferien']],
    ['Mails mit Plan im Anhang sind zu lesen', ['read', null, 'attachment contains Plan']],
    ['Mails ohne PDF von Acme sind unwichtig', ['skip', null, 'attachment not-contains .pdf', ACME]],
    [
      'Einladungen mit Kalenderdatei sind zu beantworten',
      ['reply', null, 'text contains Einladungen', 'attachment contains text/calendar|.ics'],
    ],
  ])('is read: %s', (sentence, expected) => {
    expect(readRule(sentence, 'de')).toEqual(expected);
  });

  it.each([
    ['Rechnungen von Acme', /does not say what/u],
    ['Das Wetter ist schön', /does not say what/u],
    ['Alles von Acme kommt zu Rechnungen', /does not say what/u],
    ['Mails von Acme sind erledigt', /does not say what/u],
    ['Mails von Acme sind nicht zu lesen', /does not say what/u],
    ['Mails von Acme nicht überspringen', /does not say what/u],
    ['Mails von Acme muss ich nicht lesen', /does not say what/u],
    ['Mails von Acme soll niemand lesen', /does not say what/u],
    ['Mails von Acme brauchen keine Antwort', /does not say what/u],
    ['Überspringe keine Mails von Acme', /does not say what/u],
    ['Mails von Anna sind weder dringend noch zu lesen', /does not say what/u],
    ['sind zu erledigen', /which mails/u],
    ['Alle Mails sind Spam', /all mails/u],
    ['Mails von Anna sind zu beantworten und Mails von Bernd sind zu überspringen', /two things/u],
    ['Mails von Anna lese ich und Mails von Bernd sind zu überspringen', /two things/u],
    ['Mails von letzter Woche sind Spam', /do not know “letzter Woche”/u],
    ['Mails vor 2020 sind Spam', /do not know “vor 2020”/u],
    ['Mails, die größer als 5 MB sind, sind Spam', /do not know “größer als”/u],
    ['Ungelesene Mails sind zu erledigen', /do not know “Ungelesene”/u],
  ])('is refused rather than guessed: %s', (sentence, problem) => {
    expect(readRule(sentence, 'de')).toMatch(problem);
  });
});
