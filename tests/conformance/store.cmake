add_executable(store_conformance_test ${CMAKE_CURRENT_LIST_DIR}/store_conformance.cpp ${CMAKE_CURRENT_LIST_DIR}/store_conformance_feed.cpp
               ${CMAKE_CURRENT_LIST_DIR}/store_adapters_test.cpp)
target_link_libraries(store_conformance_test PRIVATE atelier_storage_memory atelier_storage_rocksdb GTest::gmock GTest::gtest_main)
target_compile_options(store_conformance_test PRIVATE ${ATELIER_WARNINGS})
add_test(NAME store_conformance COMMAND store_conformance_test)
