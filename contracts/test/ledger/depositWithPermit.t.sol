// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {Ledger} from "src/Ledger.sol";

import {WrappedCoin} from "../mocks/WrappedCoin.sol";
import {LedgerBase} from "./LedgerBase.sol";

// depositWithPermit
// ├── when the permit is good
// │   └── it credits the amount without an allowance before
// ├── when the permit was already used by someone else
// │   └── it credits the amount
// ├── when the permit is somebody else's
// │   └── it reverts, because only the caller's tokens are taken
// ├── when the permit has expired
// │   └── it reverts, because there is no allowance
// └── when the token accepts any permit and does nothing
//     ├── given no allowance: it reverts
//     └── given the holder allowed the Ledger: nobody but the holder can use it
contract LedgerDepositWithPermitTest is LedgerBase {
    function test_credits_whenPermitIsGood(uint256 amount) public {
        token.mint(alice.account, amount);
        (uint8 v, bytes32 r, bytes32 s) = _permit(alice, amount, block.timestamp);

        vm.prank(alice.account);
        vm.expectEmit(address(ledger));
        emit Ledger.Deposited(address(token), alice.account, bob.account, amount);
        uint256 units = ledger.depositWithPermit(address(token), bob.account, amount, amount, block.timestamp, v, r, s);

        assertEq(units, amount);
        _assertBalance(bob.account, id, amount);
    }

    function test_credits_whenPermitWasUsedBefore(uint256 amount) public {
        token.mint(alice.account, amount);
        (uint8 v, bytes32 r, bytes32 s) = _permit(alice, amount, block.timestamp);
        token.permit(alice.account, address(ledger), amount, block.timestamp, v, r, s);

        vm.prank(alice.account);
        ledger.depositWithPermit(address(token), bob.account, amount, amount, block.timestamp, v, r, s);

        _assertBalance(bob.account, id, amount);
    }

    function test_reverts_whenPermitIsSomebodyElses(uint256 amount) public {
        amount = _amount(amount);
        token.mint(alice.account, amount);
        (uint8 v, bytes32 r, bytes32 s) = _permit(alice, amount, block.timestamp);

        vm.prank(bob.account);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        ledger.depositWithPermit(address(token), bob.account, amount, 0, block.timestamp, v, r, s);
    }

    function test_reverts_whenPermitHasExpired(uint256 amount) public {
        amount = _amount(amount);
        token.mint(alice.account, amount);
        (uint8 v, bytes32 r, bytes32 s) = _permit(alice, amount, block.timestamp);
        uint256 deadline = block.timestamp;
        skip(1);

        vm.prank(alice.account);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        ledger.depositWithPermit(address(token), alice.account, amount, 0, deadline, v, r, s);
    }

    function test_reverts_whenTokenAcceptsAnyPermit_givenNoAllowance(uint256 amount) public {
        amount = _amount(amount);
        WrappedCoin coin = new WrappedCoin();
        coin.mint(alice.account, amount);

        vm.prank(alice.account);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        ledger.depositWithPermit(address(coin), alice.account, amount, 0, block.timestamp, 27, 0, 0);
    }

    function test_reverts_whenTokenAcceptsAnyPermit_givenHoldersAllowance(uint256 amount) public {
        amount = _amount(amount);
        WrappedCoin coin = new WrappedCoin();
        coin.mint(alice.account, amount);
        vm.prank(alice.account);
        coin.approve(address(ledger), amount);

        vm.prank(bob.account);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        ledger.depositWithPermit(address(coin), bob.account, amount, 0, block.timestamp, 27, 0, 0);

        vm.prank(alice.account);
        ledger.depositWithPermit(address(coin), alice.account, amount, amount, block.timestamp, 27, 0, 0);
        _assertBalance(alice.account, _idOf(address(coin)), amount);
    }

    function _permit(Signer memory signer, uint256 amount, uint256 deadline)
        private
        view
        returns (uint8 v, bytes32 r, bytes32 s)
    {
        bytes32 typehash =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 structHash = keccak256(
            abi.encode(typehash, signer.account, address(ledger), amount, token.nonces(signer.account), deadline)
        );
        return vm.sign(signer.key, keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash)));
    }
}
