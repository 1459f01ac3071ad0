import { createApp, createSSRApp, nextTick, reactive } from "vue";

export const template = `<section>
  <p>{{ city }}</p>
  <p>Talks in {{ city }} go on</p>
  <p><template v-if="isNoted">Leavitt says: </template><i>Doha</i></p>
  <p><b v-if="isBold">{{ city }}</b><template v-else>{{ city }}</template> or not</p>
  <ul><li v-for="{ id, text } in items" :key="id">{{ text }}</li></ul>
  <div><template v-for="{ id, text } in lines" :key="id">{{ text }}<br></template></div>
  <p v-if="!isGone">Karoline Leavitt</p>
</section>`;

export function start(container, state, isServed) {
  const shown = reactive({ ...state });
  const app = (isServed ? createSSRApp : createApp)({ template, setup: () => shown });
  app.mount(container);
  return {
    update(next) {
      Object.assign(shown, next);
      return nextTick();
    },
    stop: () => app.unmount(),
  };
}
