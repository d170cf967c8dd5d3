// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Splits} from "src/Splits.sol";
import {Records} from "src/Records.sol";
import {Bucket} from "src/types/Books.sol";
import {Standing} from "src/types/Standing.sol";
import {Agreement} from "src/types/Terms.sol";

import {Token} from "../mocks/Token.sol";
import {SplitsBase} from "./SplitsBase.t.sol";

/// Branch tree:
/// onRefund
/// ├── when the caller does not issue the units, or they are tokens: it reverts NotTheIssuer
/// ├── when nothing was concluded under the key: it reverts NoSuchAgreement
/// ├── when the units are not those of the terms: it reverts WrongAsset
/// └── else: it is booked, after the end too
///     ├── given no period: all of it is owed
///     ├── given a period: what no close needs is returned at once, the rest is owed
///     └── given an earlier month has revenue: that is left to its close
contract SplitsOnRefundTest is SplitsBase {
    function testFuzz_withoutPeriod_isOwed(uint96 paid, uint96 refunded) public {
        bytes32 root = _conclude(_plain());
        _pay(root, paid);
        vm.expectEmit(address(splits));
        emit Records.RefundBooked(root, keccak256("payment"), 0, refunded, 0, refunded);
        assertEq(_refund(root, refunded), 0);
        assertEq(_heldBy(_accountOf(root)), paid, "what is shared stays");
    }

    function testFuzz_recovered_isAsIfItNeverCame(uint96 paid, uint96 refunded, uint96 more) public {
        Agreement memory agreement = _plain();
        bytes32 root = _conclude(agreement);
        refunded = uint96(bound(refunded, 0, paid));
        more = uint96(bound(more, refunded, type(uint96).max));
        _pay(root, paid);
        splits.settle(agreement);
        _refund(root, refunded);
        _pay(root, more);
        assertEq(splits.versionOf(root).base, uint256(paid) - refunded + more);
        assertEq(_receivable(root), refunded);
    }

    function testFuzz_withPeriod_returnsWhatIsThere(uint96 paid, uint96 refunded) public {
        bytes32 root = _conclude(_monthlyTerms());
        _pay(root, paid);
        uint128 returned = paid < refunded ? paid : refunded;
        vm.expectEmit(address(splits));
        emit Records.RefundBooked(root, keccak256("payment"), NOVEMBER, refunded, returned, refunded - returned);
        assertEq(_refund(root, refunded), returned);

        Bucket memory bucket = splits.bucketOf(root, NOVEMBER);
        assertEq(bucket.net, int256(uint256(paid)) - int256(uint256(refunded)));
        assertEq(bucket.sum, bucket.net);
        assertEq(bucket.entries, 2);
        assertEq(_receivable(root), returned);
        assertEq(splits.standingOf(root).held, paid - returned);
    }

    function test_leavesAnEarlierMonthToItsClose() public {
        Agreement memory agreement = _monthlyTerms();
        bytes32 root = _conclude(agreement);
        _pay(root, 300);
        assertEq(_refund(root, 100, NOW + 30 days), 0, "December has nothing yet");
        assertEq(splits.standingOf(root).owed, 100);
        _pay(root, 50);
        assertEq(_receivable(root), 0, "November's revenue is November's");

        _close(agreement, 0);
        assertEq(_heldBy(alice) + _heldBy(bob) + _heldBy(carol), 350);
        _pay(root, 130, NOW + 30 days);
        assertEq(_receivable(root), 100);
        assertEq(splits.standingOf(root).held, 30);
    }

    function testFuzz_neverTouchesWhatIsShared(uint96[4] memory paid, uint96[4] memory refunded) public {
        Agreement memory agreement = _monthlyTerms();
        bytes32 root = _conclude(agreement);
        for (uint256 i; i < 4; ++i) {
            _pay(root, paid[i], NOW + uint40(i) * 30 days);
            _refund(root, refunded[3 - i], NOW + uint40(3 - i) * 30 days);
        }
        for (uint256 i; i < 6; ++i) {
            _close(agreement, 0);
        }
        Standing memory standing = splits.standingOf(root);
        assertEq(standing.held, 0, "all is divided");
        assertEq(_heldBy(_accountOf(root)), splits.versionOf(root).base - _sumOf(splits.entitledOf(agreement)));
    }

    function _sumOf(uint256[] memory amounts) private pure returns (uint256 sum) {
        for (uint256 i; i < amounts.length; ++i) {
            sum += amounts[i];
        }
    }

    function test_afterTheEnd_isOwed() public {
        Agreement memory agreement = _plain();
        bytes32 root = _conclude(agreement);
        _terminate(agreement);
        vm.warp(NOW + 1);
        splits.complete(agreement);
        assertEq(_refund(root, 7), 0);
        assertEq(splits.standingOf(root).owed, 7);
    }

    function testFuzz_reverts_whenNotTheIssuer(address caller) public {
        vm.assume(caller != address(cashier));
        bytes32 root = _conclude(_plain());
        vm.expectRevert(abi.encodeWithSelector(Splits.NotTheIssuer.selector, caller));
        vm.prank(caller);
        splits.onRefund("key", root, asset, 1, NOW);
    }

    function test_reverts_whenTheUnitsAreTokens() public {
        Token token = new Token();
        Agreement memory agreement = _plain();
        agreement.money.asset = _idOf(address(token));
        bytes32 root = _conclude(agreement);
        vm.expectRevert(abi.encodeWithSelector(Splits.NotTheIssuer.selector, address(token)));
        vm.prank(address(token));
        splits.onRefund("key", root, agreement.money.asset, 1, NOW);
    }

    function testFuzz_reverts_whenNothingWasConcluded(bytes32 root) public {
        vm.expectRevert(abi.encodeWithSelector(Records.NoSuchAgreement.selector, root));
        cashier.refund(asset, address(splits), root, 1, "", NOW);
    }

    function test_reverts_whenOtherUnits() public {
        bytes32 root = _conclude(_plain());
        uint256 other = _idOf(SERIES + 1, address(cashier));
        vm.expectRevert(abi.encodeWithSelector(Records.WrongAsset.selector, root, other));
        cashier.refund(other, address(splits), root, 1, "", NOW);
    }
}
