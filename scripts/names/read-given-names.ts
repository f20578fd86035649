import { fileURLToPath } from 'node:url';
import { allLocales, type LocaleDefinition } from '@faker-js/faker';
import { foldName } from '../../src/routing/redaction/persons/fold-name';

export const GIVEN_NAMES_FILE = fileURLToPath(
  new URL('../../src/routing/redaction/persons/given-names.json', import.meta.url),
);

const LATIN = /^\p{Lu}\p{Ll}[\p{Script=Latin}]*(?:[-'’]\p{Script=Latin}+)*$/u;

/**
 * Short forms and names that faker has only in other scripts, as they are written in Latin letters.
 */
const MORE =
  'Tom Tim Jim Bob Rob Mike Steve Dave Nick Chris Matt Dan Ben Sam Joe Tony Andy Greg Jeff Ken Ron Don Pete Phil Ted Liz Beth Kate Katie Jen Jenny Sue Meg Maggie Lucy Sally Becky Vicky ' +
  'Nigel Clive Trevor Graham Keith Barry Darren Wayne Colin Derek Geoffrey Stuart Alistair Duncan Euan Ewan Rory Lachlan Fergus Angus Craig Neil Hugh Rupert Giles Piers Gareth Gethin Emrys Iestyn Gemma Tracey Philippa Imogen Pippa Harriet Jemima Tamsin Bronwyn Rhiannon Cerys Carys Nia Elen Bethan Nicola Alison Lynne Maureen Doreen Beryl Hilary Rosalind ' +
  'Femi Sade Bola Kemi Tope Segun Dele Uche Nkechi Amaka Adaobi Babajide Olumide Kwabena Kwaku Yaw Afia Efua Siddharth Ishita Raghav Aditya Ananya Harpreet Gurpreet Manpreet Jaspreet Imran Adnan Saima Nadia Usman Zahra Reza Darius Parisa Shirin ' +
  'Remedios Encarnación Consuelo Rocío Nuria Montserrat Jordi Oriol Iker Aitor Ainhoa Itziar Iñaki Xabier Anxo Brais ' +
  'Detlef Jürgen Dieter Manfred Günter Günther Heinz Helmut Gerhard Karl Klaus Rainer Reinhard Siegfried Wolfgang Werner Wilfried Eckhard Ulrich Volker Horst Hartmut Lothar Bernd Burkhard Gisela Renate Ursula Ingeborg Hannelore Brunhilde Edeltraud Waltraud Roswitha Sieglinde Gerlinde Gudrun Helga Heike Silke Antje Wiebke Frauke Elke Ilse Uwe Jörg Götz Thorben Svenja ' +
  'Jean-Luc Thierry Yves Gilles Didier Hervé Pascal Bernard Gérard Jacques Alain Michel Odile Monique Chantal Brigitte Sylvie Véronique Solange Amélie Gaspard Solène Aurélie Mireille Anselm ' +
  'Joaquín Íñigo Ignacio Nacho Pepe Paco Concepción Conchita Inmaculada Maite Begoña Ettore Gianluca Gianni Beppe Ornella Loredana Tiago Margarida Duarte Beatriz Inês João ' +
  'Willemijn Marloes Thijmen Luuk Daan Joris Sjoerd Jeroen Maarten Pieter Wouter Femke Sanne Lotte Hanneke Marijke Ineke Agata Agnieszka Małgorzata Krzysztof Zbigniew Sławomir Linnea Gustav Astrid Torbjörn Bengt Göran Leif Sven Aino Pekka Jukka Päivi Rasmus ' +
  'Aoife Siobhan Niamh Saoirse Sinead Roisin Ciara Eoin Cian Oisin Padraig Declan Brendan Rhys Dylan Gwen Sian Angharad Hamish Callum Fiona Ailsa Isla ' +
  'Mohamed Mohammed Muhammad Ahmed Ahmad Ali Hassan Hussein Omar Khalid Tariq Yusuf Ibrahim Mustafa Bilal Karim Rashid Samir Nabil Faisal Fatima Aisha Amina Layla Leila Noor Nour Zainab Maryam Yasmin Salma Rania Huda Khadija ' +
  'Dmitri Dmitry Sergei Sergey Alexei Andrei Andrey Nikolai Vladimir Igor Oleg Yuri Pavel Mikhail Ivan Olga Svetlana Natalia Irina Tatiana Anastasia Ekaterina Ksenia Olena Oksana Iryna Taras Bohdan Andriy Volodymyr Oleksandr Mykola Yulia ' +
  'Dimitris Giorgos Yannis Nikos Kostas Eleni Katerina Sofia Vasilis Christos Despina Stavros Panagiotis ' +
  'Wei Mei Ming Jing Xin Yan Li Hui Yu Xiao Jian Lei Chen Yi Hiroshi Kenji Takashi Yuki Haruto Akira Satoshi Naoki Keiko Yoko Sakura Hana Aiko Yumi Jun Minji Jisoo Seojun Jihoon Soojin Eunji Hyun Jiwoo Sangwoo ' +
  'Linh Nguyet Huong Thuy Minh Duc Tuan Quang Phuong Anh Priya Rahul Amit Anjali Deepak Sunita Vikram Neha Arjun Kavita Sanjay Pooja Rohan Lakshmi Suresh Ramesh Meera Nisha Asha Ravi Kiran ' +
  'Chidi Ngozi Chioma Emeka Ifeoma Adaeze Obinna Tunde Folake Yetunde Kwame Kofi Ama Akosua Abena Esi Wanjiru Kamau Achieng Otieno Thabo Sipho Nomsa Lerato Zanele Amara Fatou Moussa Mamadou Ousmane Aminata Ibrahima ' +
  'Noa Yael Eitan Ariel Moshe Avi Shira Tamar Rivka Chaim Levan Nino Tamar Giorgi Armen Ani Narek Aram Gayane Aylin Emre Mehmet Elif Zeynep Murat Burak Deniz Ayşe';

/** The given names of all locales of the installed faker (MIT) that are written in Latin letters, and those above, folded, as the text of `given-names.json`. */
export function readGivenNames(): string {
  const names = Object.values(allLocales)
    .flatMap(givenNamesOf)
    .filter((name) => LATIN.test(name));
  const sorted = [...new Set([...names, ...MORE.split(' ')].map(foldName))].sort();
  return `${JSON.stringify({ source: '@faker-js/faker (MIT), person.first_name', names: sorted.join(' ') }, null, 2)}\n`;
}

function givenNamesOf(locale: LocaleDefinition): string[] {
  const given = locale.person?.first_name;
  if (!given) return [];
  return [given.generic, given.female, given.male].flatMap((names) => (names ? [...names] : []));
}
