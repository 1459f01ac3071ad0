/** In: the class of a Wikidata entity (P31, "instance of"). Out: the schema.org type that comes nearest. */

/** The classes that most people, places and organisations in the news have; others get no type. */
const types = {
  Person: ["Q5"],
  Country: ["Q6256", "Q3624078", "Q7275"],
  City: ["Q515", "Q1549591", "Q3957", "Q5119", "Q1637706", "Q200250", "Q174844", "Q1093829"],
  State: ["Q35657", "Q1221156"],
  AdministrativeArea: ["Q56061", "Q10864048", "Q13220204", "Q47168", "Q82794"],
  Continent: ["Q5107"],
  Place: ["Q486972", "Q532", "Q123705", "Q2221906"],
  Landform: ["Q23442", "Q39594"],
  Mountain: ["Q8502", "Q46831"],
  BodyOfWater: ["Q4022", "Q23397", "Q165", "Q9430"],
  Airport: ["Q1248784", "Q644371"],
  LandmarksOrHistoricalBuildings: ["Q41176", "Q570116", "Q4989906"],
  Organization: ["Q43229", "Q484652", "Q245065", "Q17149090"],
  Corporation: ["Q4830453", "Q6881511", "Q783794", "Q891723"],
  GovernmentOrganization: ["Q327333", "Q192350", "Q2659904", "Q11204", "Q35749", "Q37002670"],
  PoliticalParty: ["Q7278"],
  NGO: ["Q163740", "Q79913"],
  NewsMediaOrganization: ["Q1193236", "Q192283", "Q1153191", "Q1616075"],
  Newspaper: ["Q11032", "Q1110794"],
  CollegeOrUniversity: ["Q3918", "Q875538", "Q15936437", "Q902104"],
  SportsTeam: ["Q476028", "Q12973014", "Q13393265"],
  MusicGroup: ["Q215380", "Q5741069"],
  Event: ["Q1656682", "Q198", "Q178561", "Q40231", "Q350604"],
  Movie: ["Q11424"],
  Book: ["Q571", "Q7725634", "Q8261"],
  CreativeWork: ["Q5398426", "Q7397", "Q17537576"],
  Legislation: ["Q820655", "Q49371"],
  Brand: ["Q431289"],
  Product: ["Q2424752"],
};
const typeByClass = new Map(Object.entries(types).flatMap(([type, classes]) => classes.map((one) => [one, type])));

/** @param {unknown} id such as "Q5"; the name of a schema.org type is taken as it is */
export function typeOfClass(id) {
  if (typeof id !== "string") return undefined;
  return typeByClass.get(id) ?? (/^[A-Z][A-Za-z]+$/u.test(id) ? id : undefined);
}
