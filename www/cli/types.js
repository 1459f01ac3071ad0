/** In: the name of a schema.org type. Out: whether it is one of some others, or a kind of them. */

/** Each with the kinds that stand directly under it; of the types that names in the news have. */
const kinds = {
  Place: [
    "AdministrativeArea", "CivicStructure", "Landform", "LandmarksOrHistoricalBuildings", "TouristAttraction", "Residence",
  ],
  AdministrativeArea: ["Country", "State", "City", "SchoolDistrict"],
  CivicStructure: ["Airport", "Bridge", "Museum", "Park", "StadiumOrArena", "TrainStation"],
  Landform: ["BodyOfWater", "Continent", "Mountain", "Volcano"],
  BodyOfWater: ["RiverBodyOfWater", "LakeBodyOfWater", "SeaBodyOfWater", "OceanBodyOfWater"],
  Organization: [
    "Airline", "Corporation", "EducationalOrganization", "GovernmentOrganization", "LocalBusiness", "NGO",
    "NewsMediaOrganization", "PerformingGroup", "PoliticalParty", "SportsOrganization",
  ],
  EducationalOrganization: ["CollegeOrUniversity", "School", "HighSchool"],
  PerformingGroup: ["MusicGroup"],
  SportsOrganization: ["SportsTeam"],
  CreativeWork: ["Book", "Legislation", "Movie", "Periodical", "TVSeries", "VideoGame"],
  Periodical: ["Newspaper"],
};
const parents = new Map(Object.entries(kinds).flatMap(([parent, types]) => types.map((type) => [type, parent])));

/**
 * @param {string} type
 * @param {string[]} wanted
 */
export function isOneOf(type, wanted) {
  for (let one = /** @type {string | undefined} */ (type); one; one = parents.get(one)) if (wanted.includes(one)) return true;
  return false;
}
