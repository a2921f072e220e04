// opencc-js publishes its dictionaries without types: one text of `from to` pairs between bars.
declare module "opencc-js/dict/TSCharacters" {
  const pairs: string;
  export default pairs;
}
