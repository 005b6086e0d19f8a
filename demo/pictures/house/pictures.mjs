export const housePictures = [];
